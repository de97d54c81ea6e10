namespace Rlar.Agents.Templates;

/// <summary>A plain sentence in each of some languages: what a language template must and must not accept.</summary>
internal static class LanguageSamples
{
    private static readonly (string Code, string Text)[] s_samples =
    [
        ("en", "It is late and we are tired."), ("de", "Wir haben keine Zeit für das Haus."), ("fr", "Nous sommes dans la maison avec vous."),
        ("es", "No tenemos tiempo para la casa."), ("it", "Non abbiamo tempo per la casa."), ("pt", "Não temos tempo para a casa."),
            ("nl", "Wij hebben geen tijd voor het huis."),
        ("en", "The children went home because it was getting late and the rain did not stop."),
        ("de", "Die Kinder gingen nach Hause, weil es spät wurde und der Regen nicht aufhörte."),
        ("fr", "Les enfants sont rentrés à la maison parce qu'il était tard et que la pluie ne cessait pas."),
        ("es", "Los niños se fueron a casa porque ya era tarde y la lluvia no paraba."),
        ("it", "I bambini sono tornati a casa perché era tardi e la pioggia non smetteva."),
        ("pt", "As crianças foram para casa porque já era tarde e a chuva não parava."),
        ("nl", "De kinderen gingen naar huis omdat het laat werd en de regen niet ophield."),
        ("pl", "Dzieci poszły do domu, ponieważ było już późno i deszcz nie przestawał padać."),
        ("sv", "Barnen gick hem eftersom det var sent och regnet inte slutade."),
        ("da", "Hvad hedder du, og hvor kommer du fra? Jeg kan godt lide at læse bøger om aftenen."),
        ("fi", "Lapset menivät kotiin, koska oli jo myöhä eikä sade lakannut."),
        ("tr", "Çocuklar eve gittiler, çünkü geç olmuştu ve yağmur bir türlü durmadı."),
        ("bn", "আমার বাড়িতে একটি বড় বাগান আছে।"), ("gu", "મારા ઘરમાં એક મોટો બગીચો છે."), ("kn", "ನನ್ನ ಮನೆಯಲ್ಲಿ ಒಂದು ದೊಡ್ಡ ತೋಟವಿದೆ."),
        ("ml", "എന്റെ വീട്ടിൽ ഒരു വലിയ പൂന്തോട്ടമുണ്ട്."), ("pa", "ਮੇਰੇ ਘਰ ਵਿੱਚ ਇੱਕ ਵੱਡਾ ਬਾਗ ਹੈ।"), ("ta", "என் வீட்டில் ஒரு பெரிய தோட்டம் உள்ளது."),
        ("te", "నా ఇంట్లో ఒక పెద్ద తోట ఉంది."), ("th", "ที่บ้านของฉันมีสวนขนาดใหญ่"),
        ("cs", "Děti šly domů, protože už bylo pozdě a déšť nepřestával."),
        ("hu", "A gyerekek hazamentek, mert már késő volt, és az eső nem állt el."),
        ("ro", "Copiii au plecat acasă pentru că era târziu și ploaia nu se oprea."),
        ("ru", "Дети пошли домой, потому что было уже поздно и дождь не прекращался."),
        ("uk", "Діти пішли додому, бо було вже пізно і дощ не вщухав."),
        ("el", "Τα παιδιά πήγαν σπίτι γιατί ήταν αργά και η βροχή δεν σταματούσε."),
        ("ja", "雨がやまなかったので、子供たちは家に帰りました。"), ("zh-cn", "因为天色已晚，雨也没有停，孩子们都回家了。"), ("ko", "비가 그치지 않아서 아이들은 집으로 돌아갔습니다."),
        ("ar", "عاد الأطفال إلى البيت لأن الوقت كان متأخرا ولم يتوقف المطر."), ("he", "הילדים הלכו הביתה כי כבר היה מאוחר והגשם לא פסק."),
        ("hi", "बच्चे घर चले गए क्योंकि बहुत देर हो चुकी थी और बारिश नहीं रुक रही थी।"),
    ];

    /// <summary>The samples, right where they are in the language.</summary>
    internal static IEnumerable<(string Answer, bool IsRight)> Beside(string code) => s_samples.OrderByDescending(sample => sample.Code == code)
        .Select(sample => (sample.Text, sample.Code == code));
}
