namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Words that are written otherwise and mean the same: units, eras, countries and their people, the codes of states.</summary>
internal static class Senses
{
    // After a bar: what stands for the first only where it is the whole reference, as "the Germans" for "Germany"; the Indian Ocean is not India.
    private static readonly string[] s_rows =
    [
        "km kms kilometer kilometers kilometre kilometres", "mi mile miles", "m meter meters metre metres",
        "cm centimeter centimeters centimetre centimetres", "mm millimeter millimeters millimetre millimetres", "ft foot feet", "inch inches",
        "kg kgs kilogram kilograms kilogramme kilogrammes kilo kilos", "g gram grams gramme grammes", "lb lbs pound pounds", "oz ounce ounces",
        "l liter liters litre litres", "ml milliliter milliliters millilitre millilitres", "% percent pct", "$ dollar dollars usd", "\u20ac euro euros eur",
        "hr hrs hour hours", "min mins minute minutes", "sec secs seconds", "yr yrs year years", "ad ce a.d c.e", "bc bce b.c b.c.e",
        "st saint", "mt mount mtn", "dr doctor", "tv television", "vs versus", "grey gray", "theatre theater", "centre center", "colour color",
        "us usa u.s u.s.a america united-states | american americans", "uk u.k britain united-kingdom | british briton britons",
        "england | english", "scotland | scottish scots", "wales | welsh", "ireland | irish", "france | french", "germany | german germans",
        "italy | italian italians", "spain | spanish spaniards", "portugal | portuguese", "netherlands holland | dutch", "belgium | belgian belgians",
        "switzerland | swiss", "austria | austrian austrians", "poland | polish poles", "russia | russian russians", "ukraine | ukrainian ukrainians",
        "sweden | swedish swedes", "norway | norwegian norwegians", "denmark | danish danes", "finland | finnish finns", "iceland | icelandic",
        "greece | greek greeks", "turkey | turkish turks", "hungary | hungarian hungarians", "romania | romanian romanians", "bulgaria | bulgarian",
        "serbia | serbian serbs", "croatia | croatian croats", "czechia | czech czechs", "canada | canadian canadians", "mexico | mexican mexicans",
        "brazil | brazilian brazilians", "argentina | argentine argentinian argentines", "chile | chilean", "peru | peruvian", "colombia | colombian",
        "cuba | cuban cubans", "jamaica | jamaican jamaicans", "china | chinese", "japan | japanese", "korea | korean koreans", "india | indian indians",
        "pakistan | pakistani pakistanis", "bangladesh | bangladeshi", "thailand | thai", "vietnam | vietnamese", "philippines | filipino filipinos",
        "indonesia | indonesian", "malaysia | malaysian", "australia | australian australians", "israel | israeli israelis", "egypt | egyptian egyptians",
        "iran persia | iranian persian", "iraq | iraqi iraqis", "syria | syrian", "lebanon | lebanese", "nigeria | nigerian nigerians",
        "ethiopia | ethiopian", "kenya | kenyan kenyans", "morocco | moroccan", "algeria | algerian",
    ];

    // Told from words by their capitals, and where they stand.
    private const string Codes =
        "al alabama ak alaska az arizona ar arkansas ca california co colorado ct connecticut de delaware fl florida ga georgia hi hawaii id idaho il illinois "
        + "in indiana ia iowa ks kansas ky kentucky la louisiana me maine md maryland ma massachusetts mi michigan mn minnesota ms mississippi mo missouri "
        + "mt montana ne nebraska nv nevada oh ohio ok oklahoma or oregon pa pennsylvania tn tennessee tx texas ut utah vt vermont va virginia "
        + "wa washington wi wisconsin wy wyoming on ontario qc quebec bc - nh - nj - nm - ny - nc - nd - ri - sc - sd - wv - dc - act - nsw - qld - vic -";

    private static readonly WordTable s_codes = new(ReadCodes());

    /// <summary>What is known of the code of a state, in small letters.</summary>
    internal static WordEntry OfCode(ReadOnlySpan<char> code) => s_codes.Of(code);

    /// <summary>The words, what they mean, and what more they may be.</summary>
    internal static IEnumerable<(string Word, short Sense, WordRoles Roles)> All()
    {
        for (var i = 0; i < s_rows.Length; i++)
        {
            var roles = WordRoles.None;
            foreach (var word in s_rows[i].Split(' '))
            {
                if (word == "|")
                    roles = WordRoles.Demonym;
                else
                    yield return (word.Replace('-', ' '), (short)(i + 1), word.Contains('-', StringComparison.Ordinal) ? WordRoles.Country : roles);
            }
        }

        foreach (var (i, pair) in Codes.Split(' ').Chunk(2).Index())
        {
            if (pair[1] != "-")
                yield return (pair[1], (short)(s_rows.Length + i + 1), WordRoles.None);
        }
    }

    private static Dictionary<string, WordEntry> ReadCodes()
    {
        var codes = new Dictionary<string, WordEntry>(StringComparer.Ordinal);
        foreach (var (i, pair) in Codes.Split(' ').Chunk(2).Index())
            codes[pair[0]] = new WordEntry(WordRoles.Province, 0, null, (short)(pair[1] == "-" ? 0 : s_rows.Length + i + 1));
        return codes;
    }
}
