/* ordinary.c - people and companies as they stand in customer files: common forenames and surnames
 * of many countries, company names from ordinary words. The tables are this module's own. */
#include <string.h>

#include "base/err.h"
#include "validate/validate_internal.h"

/* Names parted by blanks: men, women, surnames. A person bears names of one row. */
typedef struct {
    const char *country; /* ISO 3166-1 alpha-2 */
    bool second_surname; /* Iberian custom */
    const char *men, *women, *surnames;
} naming;

static const naming NAMINGS[] = {
    { "US", false,
      "James Robert John Michael David William Richard Joseph Thomas Christopher Kevin Brian Jason "
      "Timothy Jeffrey Ryan Jacob Gary Eric Scott Justin Brandon",
      "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Karen Sarah Lisa Nancy Sandra "
      "Ashley Emily Donna Michelle Carol Amanda Melissa Rebecca Laura",
      "Smith Johnson Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson Thomas Jackson "
      "White Harris Thompson Robinson Clark Lewis Walker Hall Allen Young King Wright Hill Green "
      "Baker Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards "
      "Collins" },
    { "GB", false,
      "Oliver George Harry Jack Charlie Simon Graham Nigel Stuart Ian Alan Keith Martin Colin Neil "
      "Gareth Duncan Trevor Adrian Philip",
      "Olivia Amelia Isla Charlotte Emma Fiona Gillian Hazel Heather Joanne Lesley Lorraine "
      "Pauline Sheila Tracey Wendy Victoria Rachel Louise Claire",
      "Hughes Green Wood Wright Lewis Walker Shaw Hudson Barker Holmes Palmer Mills Knight Webb "
      "Chapman Fletcher Pearson Marsh Barnes Foster Gibson MacDonald Fraser Griffiths Pritchard "
      "Hargreaves Whitaker" },
    { "DE", false,
      "Lukas Leon Paul Jonas Felix Maximilian Thomas Andreas Stefan Matthias Wolfgang Jurgen Klaus "
      "Uwe Holger Dieter Bernd Rainer Torsten Jens",
      "Anna Lea Hannah Sophie Marie Sabine Petra Monika Ursula Renate Katrin Heike Birgit Silke "
      "Anja Claudia Gabriele Ingrid Jutta Steffi",
      "Mueller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schaefer Koch "
      "Bauer Richter Klein Wolf Schroeder Neumann Schwarz Zimmermann Braun Krueger Hofmann "
      "Hartmann Lange Werner Krause Lehmann Koehler Maier" },
    { "FR", false,
      "Louis Gabriel Jules Hugo Arthur Pierre Jean Michel Philippe Alain Laurent Olivier Nicolas "
      "Julien Thierry Frederic Guillaume Mathieu Romain Benoit",
      "Jade Louise Alice Chloe Lina Nathalie Isabelle Sylvie Catherine Veronique Sandrine Celine "
      "Aurelie Camille Manon Brigitte Martine Monique Helene Valerie",
      "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent "
      "Lefebvre Michel Garcia Roux Vincent Fournier Morel Girard Andre Mercier Dupont Lambert "
      "Bonnet Francois Martinez Legrand Garnier Faure" },
    { "ES", true,
      "Alejandro Pablo Hugo Daniel Alvaro Adrian Javier Sergio Carlos Miguel Jorge Raul Ruben "
      "Fernando Alberto Francisco Antonio Manuel Luis Ignacio",
      "Lucia Maria Paula Sara Carmen Ana Laura Marta Elena Cristina Isabel Pilar Rosa Teresa "
      "Beatriz Nuria Silvia Raquel Mercedes Dolores",
      "Garcia Fernandez Gonzalez Rodriguez Lopez Martinez Sanchez Perez Gomez Martin Jimenez Ruiz "
      "Hernandez Diaz Moreno Alvarez Munoz Romero Alonso Gutierrez Navarro Torres Dominguez "
      "Vazquez Ramos Gil Serrano Blanco Molina Ortega" },
    { "MX", true,
      "Jose Juan Luis Carlos Jesus Miguel Angel Eduardo Ricardo Roberto Arturo Gerardo Hector "
      "Oscar Enrique Guillermo Rafael Armando Rodolfo Salvador",
      "Guadalupe Juana Margarita Veronica Leticia Alejandra Yolanda Martha Gabriela Patricia "
      "Araceli Silvia Norma Adriana Maricela Rocio Lorena Claudia Esperanza Irma",
      "Hernandez Garcia Martinez Lopez Gonzalez Perez Rodriguez Sanchez Ramirez Cruz Flores Gomez "
      "Morales Vazquez Reyes Jimenez Torres Diaz Gutierrez Ruiz Mendoza Aguilar Ortiz Castillo "
      "Moreno Romero Alvarez Chavez Rivera Juarez" },
    { "BR", true,
      "Joao Pedro Lucas Gabriel Rafael Mateus Gustavo Felipe Bruno Thiago Rodrigo Leandro Marcelo "
      "Fabio Anderson Vinicius Eduardo Paulo Sergio Marcos",
      "Ana Julia Beatriz Larissa Fernanda Camila Juliana Mariana Aline Vanessa Patricia Luciana "
      "Adriana Simone Renata Tatiane Bruna Leticia Priscila Debora",
      "Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro "
      "Martins Carvalho Almeida Lopes Soares Fernandes Vieira Barbosa Rocha Dias Nascimento "
      "Andrade Moreira Nunes Marques Machado Mendes Freitas" },
    { "IT", false,
      "Marco Andrea Luca Giuseppe Giovanni Antonio Francesco Alessandro Matteo Lorenzo Davide "
      "Stefano Paolo Roberto Simone Fabio Riccardo Claudio Enrico Massimo",
      "Giulia Martina Chiara Francesca Sara Alessia Elisa Valentina Federica Silvia Paola Laura "
      "Anna Elena Roberta Simona Barbara Daniela Cristina Monica",
      "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti "
      "Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi "
      "Caruso Ferrara Galli Martini Leone Longo" },
    { "PL", false,
      "Piotr Krzysztof Andrzej Tomasz Pawel Jan Michal Marcin Marek Grzegorz Jakub Lukasz Adam "
      "Zbigniew Jerzy Mateusz Dariusz Wojciech Mariusz Rafal",
      "Katarzyna Malgorzata Agnieszka Barbara Ewa Krystyna Magdalena Elzbieta Joanna Aleksandra "
      "Zofia Monika Teresa Danuta Natalia Karolina Marta Beata Dorota Justyna",
      "Nowak Kowalski Wisniewski Wojcik Kowalczyk Kaminski Lewandowski Zielinski Szymanski Wozniak "
      "Dabrowski Kozlowski Jankowski Mazur Kwiatkowski Krawczyk Piotrowski Grabowski Nowakowski "
      "Pawlowski Michalski Adamczyk Dudek Zajac Wieczorek" },
    { "RU", false,
      "Aleksandr Dmitry Maxim Sergey Andrey Alexey Artem Ilya Kirill Mikhail Nikita Roman Egor "
      "Pavel Denis Oleg Igor Viktor Yuri Stanislav",
      "Anastasia Maria Anna Olga Elena Tatiana Natalia Irina Svetlana Ekaterina Yulia Marina "
      "Galina Lyudmila Oksana Daria Ksenia Polina Alina Vera",
      "Ivanov Smirnov Kuznetsov Popov Vasiliev Petrov Sokolov Mikhailov Novikov Fedorov Morozov "
      "Volkov Alekseev Lebedev Semenov Egorov Pavlov Kozlov Stepanov Nikolaev Orlov Andreev "
      "Makarov Nikitin Zakharov" },
    { "UA", false,
      "Oleksandr Serhiy Volodymyr Andriy Mykola Ivan Vasyl Yuriy Viktor Oleh Bohdan Taras Dmytro "
      "Petro Ruslan Vitaliy Yevhen Roman Ihor Maksym",
      "Oksana Olena Natalia Tetiana Iryna Svitlana Maria Halyna Nadia Lyudmyla Yulia Anna Kateryna "
      "Viktoria Valentyna Larysa Hanna Sofia Daria Solomiya",
      "Melnyk Shevchenko Boyko Kovalenko Bondarenko Tkachenko Kovalchuk Kravchenko Oliynyk "
      "Shevchuk Koval Polishchuk Bondar Tkachuk Moroz Marchenko Lysenko Rudenko Savchenko Petrenko "
      "Kravchuk Klymenko Ponomarenko Vasylenko" },
    { "TR", false,
      "Mehmet Mustafa Ahmet Ali Huseyin Hasan Ibrahim Ismail Osman Yusuf Murat Omer Ramazan Halil "
      "Suleyman Emre Burak Serkan Cem Kemal",
      "Fatma Ayse Emine Hatice Zeynep Elif Meryem Serife Zehra Sultan Hanife Merve Esra Busra "
      "Ozlem Gul Derya Sevgi Pinar Ebru",
      "Yilmaz Kaya Demir Sahin Celik Yildiz Yildirim Ozturk Aydin Ozdemir Arslan Dogan Kilic Aslan "
      "Cetin Kara Koc Kurt Ozkan Simsek Polat Korkmaz Erdogan Tekin" },
    { "EG", false,
      "Mohamed Ahmed Mahmoud Mostafa Youssef Omar Karim Tarek Hossam Sherif Amr Khaled Hany Ayman "
      "Walid Ashraf Essam Magdy Sameh Ramy",
      "Fatma Mona Nour Salma Yasmin Heba Dina Rania Mariam Aya Eman Samar Noha Nermin Amira Hoda "
      "Sahar Reham Nadia Shaimaa",
      "Hassan Ibrahim Mahmoud Abdallah Ali Mostafa Farouk Kamal Fathy Gaber Salem Shawky Ezzat "
      "Mansour Naguib Soliman Tawfik Zaki Fouad Ramadan Saad Hamdy" },
    { "AE", false,
      "Abdullah Saeed Khalifa Sultan Hamad Rashid Majid Faisal Nasser Salem Yousuf Jassim Ibrahim "
      "Tariq Bader Adel Fahad Talal Waleed Ziad",
      "Aisha Maryam Latifa Hessa Shamma Moza Noura Reem Amna Sara Hind Alia Khadija Layla Mona "
      "Abeer Huda Wafa Zainab Lubna",
      "Al-Mansoori Al-Hashimi Al-Shamsi Al-Ketbi Al-Zaabi Al-Nuaimi Al-Mazrouei Al-Suwaidi Al-Ali "
      "Al-Harbi Al-Otaibi Al-Ghamdi Al-Qahtani Al-Shehri Al-Dosari Haddad Khoury Nassar Saleh "
      "Darwish" },
    { "IR", false,
      "Mohammad Ali Reza Hossein Mehdi Amir Hamid Saeed Majid Masoud Behzad Farhad Kamran Arash "
      "Babak Siavash Navid Omid Peyman Shahram",
      "Fatemeh Zahra Maryam Sara Narges Leila Shirin Parisa Mahsa Nasrin Elham Azadeh Farzaneh "
      "Mina Soheila Niloufar Samira Roya Mitra Bahar",
      "Mohammadi Hosseini Ahmadi Karimi Rezaei Moradi Jafari Rahimi Hashemi Ebrahimi Kazemi "
      "Mousavi Ghorbani Sadeghi Akbari Rostami Heidari Bagheri Shirazi Tehrani" },
    { "IN", false,
      "Rahul Amit Sanjay Rajesh Vijay Anil Suresh Ramesh Arun Deepak Manoj Vikram Ravi Ashok "
      "Prakash Nitin Sandeep Rohit Karthik Arjun",
      "Priya Anjali Pooja Neha Sunita Kavita Rekha Meena Lakshmi Divya Shweta Ritu Swati Nisha "
      "Geeta Asha Radha Sneha Deepa Anita",
      "Sharma Verma Gupta Singh Kumar Patel Reddy Nair Iyer Rao Mehta Joshi Desai Shah Mishra "
      "Pandey Chatterjee Banerjee Mukherjee Das Kapoor Malhotra Agarwal Chopra Bose Menon Pillai "
      "Kulkarni Patil Naidu" },
    { "PK", false,
      "Muhammad Ahmad Ali Usman Bilal Imran Asif Kashif Adnan Faisal Shahid Naveed Tariq Waqas "
      "Zeeshan Hamza Hassan Junaid Salman Rizwan",
      "Ayesha Fatima Sana Hina Saima Nadia Rabia Maria Sadia Farah Bushra Shazia Uzma Amna Kiran "
      "Mehwish Noreen Samina Tahira Zara",
      "Khan Ahmed Hussain Malik Butt Qureshi Sheikh Chaudhry Mirza Raza Iqbal Akhtar Siddiqui "
      "Javed Aslam Anwar Rehman Baig Abbasi Bhatti" },
    { "CN", false,
      "Wei Qiang Lei Jun Yong Jie Tao Ming Chao Gang Bo Hao Peng Bin Feng Jianguo Zhiqiang Haoran "
      "Yuxuan Junjie",
      "Fang Na Xiuying Min Jing Li Yan Juan Xia Hui Ying Lan Mei Xue Qian Ting Yu Xin Yun Jiayi",
      "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang "
      "Song Zheng Xie Han Tang Feng Deng Cao Peng" },
    { "KR", false,
      "Min-jun Seo-jun Do-yoon Ji-ho Jun-seo Hyun-woo Ji-hoon Sung-min Young-ho Jae-hyun Dong-hyun "
      "Sang-woo Tae-yang Kyung-soo Jin-woo",
      "Seo-yeon Ji-woo Ha-eun Min-seo Ji-min Soo-jin Eun-ji Hye-jin Mi-kyung Young-hee Sun-hee "
      "Yu-na Hyun-jung So-young Bo-ra",
      "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Ryu "
      "Hong" },
    { "JP", false,
      "Hiroshi Takashi Kenji Satoshi Makoto Yuki Haruto Sota Daiki Kazuki Shota Ryota Tatsuya "
      "Naoki Akira Yusuke Kenta Takeshi Masato Koji",
      "Yuko Keiko Naomi Sakura Hina Yui Aoi Misaki Ayumi Kaori Tomoko Emi Mayumi Akiko Noriko "
      "Haruka Miki Rina Chika Megumi",
      "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada "
      "Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Saito Mori Abe Ikeda Hashimoto "
      "Ishikawa" },
    { "VN", false,
      "Anh Minh Tuan Hung Dung Long Nam Duc Hai Quang Thanh Phong Khanh Bao Son Tung Hieu Dat "
      "Trung Cuong",
      "Linh Huong Lan Mai Thao Trang Hoa Ngoc Hanh Phuong Thuy Yen Nga Nhung Ha Loan Van Chi Giang "
      "Tuyet",
      "Nguyen Tran Le Pham Hoang Huynh Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly" },
    { "ID", false,
      "Budi Agus Andi Rizki Dedi Hendra Eko Joko Bambang Slamet Wahyu Yudi Arif Fajar Teguh Iwan "
      "Rudi Adi Dwi Bayu",
      "Siti Dewi Sri Rina Ratna Indah Fitri Yuni Wati Lestari Putri Ayu Nur Endang Ani Maya Diah "
      "Rini Tuti Yanti",
      "Santoso Wijaya Setiawan Hidayat Saputra Nugroho Kurniawan Susanto Gunawan Pratama Wibowo "
      "Suryadi Hartono Utomo Purnomo Siregar Nasution Simanjuntak Halim Tanjung" },
    { "PH", false,
      "Jose Mark John Michael Ryan Jerome Rodel Arnel Rommel Dennis Edgar Noel Reynaldo Ferdinand "
      "Jayson Marvin Romeo Danilo Ernesto Allan",
      "Maria Rosalie Jennifer Michelle Grace Marites Rowena Lorna Cherry Jocelyn Analyn Maricel "
      "Rosemarie Imelda Liza Evelyn Gemma Aileen Divina Corazon",
      "Santos Reyes Cruz Bautista Ocampo Garcia Mendoza Torres Aquino Villanueva Ramos Castro "
      "Dela-Cruz Flores Pascual Salazar Valdez Mercado Domingo Manalo" },
    { "NG", false,
      "Chinedu Emeka Obinna Ikechukwu Tunde Segun Femi Kunle Adewale Babatunde Ibrahim Musa Sani "
      "Abubakar Yusuf Chukwuma Uche Kelechi Dapo Gbenga",
      "Ngozi Chioma Amaka Ifeoma Nkechi Adaeze Folake Yetunde Bukola Funmi Aisha Zainab Halima "
      "Blessing Joy Patience Chinyere Ebele Titilayo Ronke",
      "Okafor Okonkwo Eze Nwosu Obi Adeyemi Adebayo Ogunleye Balogun Afolabi Okoro Nwankwo Chukwu "
      "Oyelaran Bello Abdullahi Suleiman Garba Danjuma Onyekachi" },
    { "KE", false,
      "Kamau Mwangi Kariuki Njoroge Otieno Ochieng Odhiambo Kiprop Kipchoge Mutua Musyoka Wekesa "
      "Barasa Peter Joseph Samuel David Stephen Paul Daniel",
      "Wanjiku Njeri Wambui Achieng Atieno Akinyi Chebet Jepkosgei Mwikali Nafula Grace Faith "
      "Mercy Esther Ruth Mary Jane Lucy Agnes Joyce",
      "Kimani Maina Wanjala Omondi Onyango Kiplagat Cheruiyot Mutiso Kilonzo Simiyu Gitau Ndungu "
      "Waweru Owino Juma Koech Rotich Langat Muriuki Njuguna" },
    { "SE", false,
      "Lars Anders Mikael Johan Erik Per Karl Peter Jan Fredrik Magnus Gustav Oscar Henrik Mattias "
      "Nils Olof Bjorn Stefan Viktor",
      "Anna Eva Maria Karin Kristina Lena Sara Emma Kerstin Malin Ingrid Birgitta Linnea Elin "
      "Astrid Ulrika Annika Frida Helena Sofia",
      "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson "
      "Pettersson Jonsson Jansson Hansson Bengtsson Lindberg Lindqvist Berg Holm Sandberg" },
    { "NL", false,
      "Jan Pieter Willem Hendrik Daan Bram Sander Jeroen Maarten Bas Rob Kees Joost Wouter Niels "
      "Tim Sven Ruben Thijs Martijn",
      "Sanne Lotte Femke Anouk Marieke Ingrid Annemarie Saskia Wendy Esther Monique Linda Petra "
      "Mirjam Iris Fleur Eva Julia Lieke Roos",
      "de-Jong Jansen de-Vries Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker "
      "Brouwer Dijkstra Kok Jacobs Kuipers Veenstra Prins" },
    { "GR", false,
      "Georgios Dimitrios Konstantinos Ioannis Nikolaos Panagiotis Vasileios Christos Athanasios "
      "Michail Evangelos Spyridon Antonios Theodoros Stavros",
      "Maria Eleni Aikaterini Vasiliki Sofia Angeliki Georgia Dimitra Konstantina Paraskevi Anna "
      "Ioanna Despina Katerina Fotini",
      "Papadopoulos Vlahos Angelopoulos Nikolaidis Georgiou Petridis Athanasiou Dimitriadis "
      "Papadakis Makris Karagiannis Oikonomou Pappas Antoniou Vasileiou" },
    { "TH", false,
      "Somchai Somsak Prasert Surachai Wichai Anan Chaiwat Nattapong Kittisak Thawatchai Pongsak "
      "Sombat Narong Prawit Ekachai",
      "Somying Malee Siriporn Kanya Nattaya Supaporn Wanida Pornthip Sunisa Rattana Orawan Chanida "
      "Jiraporn Kamonwan Sirikit",
      "Saetang Chaiyasit Srisuk Boonmee Wongsakul Thongchai Suwannarat Phongphan Jaidee "
      "Rattanaporn Kaewmanee Sukjai Intharat Promma Khamdee" },
};
enum { NAMING_COUNT = sizeof NAMINGS / sizeof NAMINGS[0] };

static const char PROPER_WORDS[] =
    "Acme Alpine Amber Apex Aspen Atlas Aurora Beacon Birch Bluebird Bridgewater Brightwater "
    "Brookfield Canyon Cascade Cedar Chesapeake Clearview Cobalt Compass Copperfield Cornerstone "
    "Crestview Cypress Diamond Eastgate Edgewood Elmwood Evergreen Fairview Falcon Fernhill "
    "Gateway Glenwood Granite Greenfield Greystone Hampton Harbor Hawthorn Highland Hillcrest "
    "Horizon Ironwood Ivy Juniper Keystone Kingfisher Lakeside Landmark Laurel Liberty Lighthouse "
    "Linden Lotus Magnolia Maple Meadow Meridian Midland Millbrook Northstar Oakridge Olympus "
    "Orchard Pacific Paragon Pinecrest Pinnacle Pioneer Prairie Quantum Redwood Ridgeway Riverside "
    "Rosewood Sapphire Seaside Sequoia Silverline Skyline Southport Springfield Sterling "
    "Stonebridge Summit Sunrise Tamarack Thornbury Trident Unity Valley Vanguard Vista Westbrook "
    "Whitestone Willow Windsor Woodland Zenith Rheinland Hanse Nordsee Alster Bretagne Provence "
    "Toscana Lombarda Iberica Andina Nusantara Sakura Fuji Himalaya Ganga Baltic Adriatic Danube "
    "Savanna Serengeti Sahara Levant Anatolia Bosphorus";
static const char TRADES[] =
    "Foods Bakery Logistics Software Consulting Plumbing Electric Motors Textiles Furniture "
    "Printing Packaging Dairy Farms Nurseries Pharmacy Dental Optics Instruments Tools Hardware "
    "Roofing Glass Paper Plastics Chemicals Metals Steel Energy Solar Water Waste Recycling Travel "
    "Hotels Catering Coffee Tea Wines Brewery Fisheries Seafood Timber Cement Concrete Bricks "
    "Insurance Leasing Realty Properties Media Publishing Broadcasting Films Music Games Sports "
    "Fashion Jewelry Cosmetics Health Biotech Diagnostics Robotics Semiconductors Networks Telecom "
    "Marine Aviation Freight Storage Rentals Security Cleaning Staffing Education Design "
    "Architects Surveyors Accounting Legal Advertising Marketing Analytics Trading Investments "
    "Engineering Construction Technologies Industries Pharmaceuticals Therapeutics Systems";
static const char LEGAL_ENDS[] =
    "Inc Ltd LLC Corp GmbH SA SpA BV AB AS Oy Limited Corporation Company Pty-Ltd Pte-Ltd PLC LLP "
    "SARL SRL KK AG Group Holdings Co-Ltd Pvt-Ltd Sdn-Bhd Lda Kft";

/* A word of a blank-separated table; a hyphen stands for a blank in it where `open` is set. */
static idt_span pick(idt_arena *arena, idt_chance *chance, const char *table, bool open)
{
    uint32_t words = 1;
    for (const char *c = table; *c; c++)
        words += *c == ' ';
    uint32_t chosen = idt_chance_below(chance, words);
    idt_span rest = idt_span_of(table), word = IDT_SPAN_EMPTY;
    for (uint32_t i = 0; i <= chosen; i++)
        (void)idt_span_split(&word, &rest, " ");
    char *bytes = idt_arena_alloc(arena, word.len + 1);
    for (size_t i = 0; i < word.len; i++)
        bytes[i] = open && word.ptr[i] == '-' ? ' ' : word.ptr[i];
    return (idt_span){ bytes, word.len };
}

const char *idt_ordinary_forename(idt_chance *chance)
{
    static const char *const forenames[] = {
        "Albert", "Benjamin", "Carlos", "Daniel",  "Edgar",   "Felix",  "Gerald",
        "Harold", "Isaac",    "Julian", "Karim",   "Leonard", "Marcus", "Norman",
        "Oscar",  "Philip",   "Rashid", "Stanley", "Tomas",   "Walter",
    };
    return forenames[idt_chance_below(chance, sizeof forenames / sizeof forenames[0])];
}

idt_ordinary idt_ordinary_person(idt_arena *arena, idt_chance *chance)
{
    const naming *from = &NAMINGS[idt_chance_below(chance, NAMING_COUNT)];
    idt_ordinary out = { .gender =
                             idt_chance_below(chance, 2) ? IDT_GENDER_FEMALE : IDT_GENDER_MALE };
    const char *forenames = out.gender == IDT_GENDER_FEMALE ? from->women : from->men;
    idt_span second = IDT_SPAN_EMPTY, middle = IDT_SPAN_EMPTY;
    out.given = pick(arena, chance, forenames, false);
    out.family = pick(arena, chance, from->surnames, strcmp(from->country, "NL") == 0);
    if (idt_chance_below(chance, 4) == 0)
        middle = pick(arena, chance, forenames, false);
    if (from->second_surname && idt_chance_below(chance, 2))
        second = pick(arena, chance, from->surnames, false);
    out.name =
        idt_arena_format(arena, "%.*s%s%.*s %.*s%s%.*s", (int)out.given.len, out.given.ptr,
                         middle.len ? " " : "", (int)middle.len, middle.ptr, (int)out.family.len,
                         out.family.ptr, second.len ? " " : "", (int)second.len, second.ptr);
    out.country = idt_country_of(idt_span_of(from->country));
    out.birth.from.year = (uint16_t)(1940 + idt_chance_below(chance, 66));
    out.birth.from.month = (uint8_t)(1 + idt_chance_below(chance, 12));
    out.birth.from.day = (uint8_t)(1 + idt_chance_below(chance, 28));
    out.birth.to = out.birth.from;
    return out;
}

/* "Cedar Logistics Ltd", "Rossi & Conti SpA", "Summit Harbor Foods Inc", "Meyer Steel GmbH". */
idt_span idt_ordinary_company(idt_arena *arena, idt_chance *chance)
{
    uint32_t style = idt_chance_below(chance, 6);
    const naming *from = &NAMINGS[idt_chance_below(chance, NAMING_COUNT)];
    idt_span proper = pick(arena, chance, PROPER_WORDS, false),
             other = pick(arena, chance, PROPER_WORDS, false),
             trade = pick(arena, chance, TRADES, false),
             end = pick(arena, chance, LEGAL_ENDS, true),
             surname = pick(arena, chance, from->surnames, true),
             partner = pick(arena, chance, from->surnames, true);
    switch (style) {
    case 0:
        return idt_arena_format(arena, "%.*s & %.*s %.*s", (int)surname.len, surname.ptr,
                                (int)partner.len, partner.ptr, (int)end.len, end.ptr);
    case 1:
        return idt_arena_format(arena, "%.*s %.*s %.*s", (int)surname.len, surname.ptr,
                                (int)trade.len, trade.ptr, (int)end.len, end.ptr);
    case 2:
        return idt_arena_format(arena, "%.*s %.*s %.*s %.*s", (int)proper.len, proper.ptr,
                                (int)other.len, other.ptr, (int)trade.len, trade.ptr, (int)end.len,
                                end.ptr);
    case 3:
        return idt_arena_format(arena, "%.*s %.*s", (int)proper.len, proper.ptr, (int)end.len,
                                end.ptr);
    default:
        return idt_arena_format(arena, "%.*s %.*s %.*s", (int)proper.len, proper.ptr,
                                (int)trade.len, trade.ptr, (int)end.len, end.ptr);
    }
}
