namespace Rlar.Rewards.Reading.Language;

/// <summary>
/// Words by which a short sentence gives its language away where it has few function words or none: greetings, pronouns, frequent verbs and nouns. A word
/// stands under each language that has it.
/// </summary>
internal static class ShortWords
{
    /// <summary>The words of each language, in lower case.</summary>
    internal static IReadOnlyList<(string Code, string Words)> Latin { get; } =
    [
        ("en", "good morning evening night hello hi thank thanks please welcome sorry yes time day today tomorrow weather water house people world "
            + "year work life man woman children name love "
            + "know think want need like see look get go come make take give say tell very much many new old great small big long nice beautiful happy "
            + "where why here there now never always "
            + "answer maybe question sun moon sea river city country capital book dog cat tree red blue green is my his am was does did"),
        ("de", "guten morgen abend nacht tag hallo danke dank vielen bitte willkommen ja nein zeit heute gestern wetter wasser haus menschen welt jahr "
            + "arbeit leben mann frau kinder name liebe "
            + "weiß denke möchte brauche mag sehe gehe komme mache habe hast bin bist sind wir geht gut sehr viel neu alt groß klein schön wo warum "
            + "hier da jetzt nie immer kein keine keinen "
            + "antwort vielleicht frage sonne mond meer fluss stadt land hauptstadt buch hund katze baum rot blau grün mir dir ihnen euch uns"),
        ("fr", "bonjour bonsoir nuit salut merci beaucoup plaît bienvenue désolé oui temps jour aujourd hui demain hier eau maison gens monde année "
            + "travail vie homme femme enfants nom amour "
            + "sais pense veux besoin aime vois vais viens fais ai suis es êtes avons avez fait beau belle très nouveau vieux grand grande petit "
            + "petite bon bonne pourquoi ici là maintenant jamais "
            + "toujours réponse question soleil lune mer rivière ville pays capitale livre chien chat arbre rouge bleu vert monsieur madame mon ton moi toi"),
        ("es", "buenos buenas días día tardes noches hola gracias muchas mucho favor bienvenido perdón sí tiempo hoy mañana ayer agua casa gente mundo "
            + "año trabajo vida hombre mujer niños nombre "
            + "amor sé pienso quiero necesito gusta veo voy vengo hago tengo tienes soy eres somos estoy hace buen nuevo viejo grande pequeño pequeña "
            + "bueno buena bonito hermoso aquí allí ahora "
            + "nunca siempre respuesta quizás pregunta sol luna mar río ciudad país capital libro perro gato árbol rojo azul verde señor señora mi tu usted"),
        ("pt", "bom boa dia tarde noite olá oi obrigado obrigada favor bem vindo desculpe sim tempo hoje amanhã ontem água casa gente mundo ano "
            + "trabalho vida homem mulher crianças nome amor "
            + "sei penso quero preciso gosto vejo vou venho faço faz tenho tens sou és somos estou está novo velho grande pequeno pequena bonito lindo "
            + "aqui ali agora nunca sempre resposta talvez "
            + "pergunta sol lua mar rio cidade país capital livro cão gato árvore vermelho azul verde senhor senhora muito muita minha meu"),
        ("it", "buongiorno buonasera buonanotte ciao salve grazie mille prego benvenuto scusa sì tempo oggi domani ieri acqua casa gente mondo anno "
            + "lavoro vita uomo donna bambini nome amore "
            + "so penso voglio bisogno piace vedo vado vengo faccio fa bel bello bella ho hai sono sei siamo sto molto nuovo vecchio grande piccolo "
            + "piccola buono buona tutti qui lì adesso ora mai "
            + "sempre risposta forse domanda sole luna mare fiume città paese capitale libro cane gatto albero rosso blu verde signore signora mio mia"),
        ("nl", "goedemorgen goedenavond goedenacht goedendag hallo hoi dank bedankt dankjewel alstublieft welkom ja nee tijd dag vandaag morgen "
            + "gisteren weer water huis mensen wereld jaar werk "
            + "leven man vrouw kinderen naam liefde weet denk wil nodig hou zie ga kom maak heb hebt ben bent zijn mooi erg veel nieuw oud groot klein "
            + "goed goede waarom hier daar nu nooit altijd "
            + "antwoord misschien vraag zon maan zee rivier stad land hoofdstad boek hond kat boom rood blauw groen mijn jouw wel"),
        ("pl", "dzień dobry wieczór dobranoc cześć dziękuję proszę witaj przepraszam tak nie czas dzisiaj jutro wczoraj pogoda woda dom ludzie świat "
            + "rok praca życie człowiek kobieta dzieci imię "
            + "miłość wiem myślę chcę potrzebuję lubię widzę idę robię mam masz jestem jesteś bardzo nowy stary duży mały dobra dobrze ładna ładny "
            + "tutaj teraz nigdy zawsze odpowiedź może pytanie słońce "
            + "księżyc morze rzeka miasto kraj stolica stolicą książka pies kot drzewo czerwony niebieski zielony"),
        ("tr", "günaydın merhaba selam teşekkür teşekkürler ederim lütfen hoş geldiniz evet hayır zaman zamanım bugün yarın dün hava su ev insanlar "
            + "dünya yıl iş hayat adam kadın çocuklar isim aşk "
            + "biliyorum istiyorum seviyorum gidiyorum var yok yeni eski büyük küçük iyi güzel burada şimdi asla her cevap belki soru güneş ay deniz "
            + "nehir şehir ülke başkent başkenttir kitap köpek "
            + "kedi ağaç kırmızı mavi yeşil benim senin"),
        ("vi", "xin chào cảm ơn rất nhiều vui lòng lỗi vâng không thời gian hôm nay ngày mai nước nhà người thế giới năm sống tên yêu biết muốn cần "
            + "thích buổi sáng tối tôi bạn thủ đô tốt đẹp"),
        ("sv", "god hej tack tid idag väder vatten hus människor mycket svar jag du har inte är och"),
        ("id", "selamat pagi siang malam terima kasih tolong maaf ya tidak waktu hari ini besok air rumah orang dunia tahun kerja hidup nama cinta "
            + "saya kamu baik besar kecil baru jawaban cuaca ibu kota indah"),
        ("ro", "bună ziua mulțumesc mult vă rog da nu timp azi mâine apă casă oameni lume an viață nume frumos"),
        ("cs", "dobrý den děkuji prosím ano čas dnes zítra voda dům lidé svět rok život jméno hezky mám jsem"),
        ("hu", "jó reggelt napot köszönöm kérem igen idő ma holnap víz ház ember világ év élet név szép van nincs"),
    ];

    /// <summary>Words of languages in Cyrillic letters.</summary>
    internal static IReadOnlyList<(string Code, string Words)> Cyrillic { get; } =
    [
        ("ru", "доброе утро добрый день вечер здравствуйте привет спасибо большое пожалуйста да нет время сегодня завтра вчера погода хорошая вода дом "
            + "люди мир год работа жизнь человек женщина дети имя "
            + "любовь знаю думаю хочу нужно люблю вижу иду делаю есть это как что где почему здесь там сейчас никогда всегда ответ может вопрос солнце "
            + "луна море река город страна столица книга собака "
            + "кошка дерево меня мне нас вы он она очень хорошо и не на с у"),
        ("uk", "доброго ранку добрий день вечір вітаю привіт дякую будь ласка так ні час сьогодні завтра вчора погода вода дім люди світ рік робота "
            + "життя людина жінка діти ім'я любов знаю думаю хочу "
            + "треба люблю бачу це що де чому тут зараз ніколи завжди відповідь питання сонце місяць море річка місто країна столиця книга собака кіт "
            + "дерево мене мені дуже добре"),
        ("bg", "добро утро добър ден вечер здравейте здравей благодаря много моля да не време днес утре вчера времето вода къща хора свят година "
            + "работа живот човек жена деца име любов зная мисля искам "
            + "трябва обичам виждам това какво къде защо тук сега никога винаги отговор може въпрос слънце луна море река град държава столица "
            + "столицата книга куче котка дърво аз ти съм"),
        ("mk", "добро утро добар ден здраво благодарам многу молам да не време денес утре вода куќа луѓе свет година работа живот човек жена деца име "
            + "љубов знам мислам сакам ова што каде зошто тука сега"),
    ];
}
