# Sourced: PYTHON is the Debian interpreter where there is one, else the first on the path.
if [ -x /usr/bin/python3 ]; then
    PYTHON=/usr/bin/python3
else
    PYTHON=python3
fi
