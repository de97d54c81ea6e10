namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>The words that carry no answer, and those that say how one is meant: one look a word.</summary>
internal static class WordLists
{
    private static readonly (WordRoles Role, string Words)[] s_lists =
    [
        (
            WordRoles.Function,
            "a an the of in on at to for by from with as and or is was are were be been being am 's it its he she they them his her their this that these "
            + "those there here i you we my your our who whom whose which what when where why how do does did done has have had will would can could may "
            + "might shall should must into onto over under about approximately around roughly circa ca estimated nearly typically usually generally mostly "
            + "between during after before since until than then so too also just only very really both each some any all one such other yes well sure okay "
            + "ok indeed actually answer final correct answers called named known titled entitled named hello hi thus therefore hence le la les un une des "
            + "du de en et est der die das ein eine und ist von im am el los las una y es è il lo gli di da do dos das & % $ и в на с по это был была было "
            + "были но que"),
        (
            WordRoles.Titles,
            "mr mrs ms miss dr doctor prof professor sir dame lord lady king queen prince princess emperor empress president senator governor general "
            + "captain colonel saint st pope count duke duchess baron jr sr obe mbe phd md esq inc ltd llc corp co fc f.c afc band singer actor actress "
            + "author artist rapper writer novelist poet painter scientist physicist american british english canadian australian scottish irish character "
            + "group team rock city town state county province country republic region district area river lake mount mountain mountains island islands sea "
            + "ocean line stadium park building bridge railway airport hotel prize award university college school company corporation film movie book "
            + "novel song album series episode season metropolitan national united "
            + "federal former famous legendary"),
        (
            WordRoles.Shortened,
            "mr mrs ms dr prof st jr sr vs no mt ft jan feb mar apr jun jul aug sep sept oct nov dec gen sen gov capt rev inc co ca vol ed"),
        (WordRoles.Particles, "van von der den de la di da du del dos bin ibn ben al el ter ten"),
        (WordRoles.Prefixes, "un non anti pseudo ex quasi not"),
        (WordRoles.Seconds, "second third fourth fifth next another runner-up"),
        (
            WordRoles.Negations,
            "not never cannot neither nor without except excluding unlike isnt wasnt arent werent dont doesnt didnt cant couldnt wouldnt wont hasnt "
            + "havent hadnt shouldnt aint nobody no none false wrong incorrect incorrectly wrongly mistakenly nicht kein keine keinen ne n' pas jamais "
            + "nunca não non niet не нет ни nie inte ikke ليس ليست لا 不 非 没 沒 別 别"),
        (WordRoles.NoDenials, "only just merely simply until other doubt question one surprisingly less more"),
        (WordRoles.Turns, "but however rather instead actually sondern mais sino но а 而"),
        (
            WordRoles.Hedges,
            "maybe perhaps possibly unsure uncertain guess guessing either if unless whether supposedly vielleicht возможно peut-être quizás 也许 可能"),
        (WordRoles.Modals, "might may could"),
        (
            WordRoles.Opinions,
            "think thinks thought believe believes believed say says said claim claims claimed assume assumes assumed mistaken misconception myth rumor "
            + "rumored rumoured confused mistake guessed answered"),
        (
            WordRoles.Others,
            "some many most people often commonly others they he she popular common sometimes mistakenly wrongly everyone student students"),
        (WordRoles.Contrasts, "but however actually although though while whereas yet"),
        (WordRoles.Withdrawals, "wait nope oops correction sorry actually scratch hmm"),
        (WordRoles.Or, "or oder ou или 或 又は または أو 또는 혹은"),
        (WordRoles.And, "and und et y и & 和 与 與 及"),
        (
            WordRoles.Verbs,
            "is was are were be been has have had do does did will would can could may might 's ist war sind wurde wird est était sont fue es era был "
            + "была были isnt wasnt arent werent dont doesnt didnt cant plays played wrote written made sang sung won became become came starts started "
            + "began ended died lived occurs occurred takes took means stands refers founded published released located 是 为"),
        (
            WordRoles.Descriptions,
            "a an who whom whose which that where when while because since as with by in on at of from for to after before during it he she they this "
            + "these its his her their there not never also formerly previously then so but although though according based under near aka around about "
            + "including if together respectively etc inclusive the capital capitale"),
        (WordRoles.Subjects, "it its he she they this that these those answer the final correct its"),
        (WordRoles.Bounds, "least most more less fewer over under above below between exceeding exceeds than beyond"),
        (
            WordRoles.Units,
            "kilometer kilometers kilometre kilometres km mile miles meter meters metre metres m foot feet ft inch inches cm kg kilogram kilograms pound "
            + "pounds lb lbs gram grams g ton tons tonne tonnes liter liters litre litres l gallon gallons pint pints ml second seconds minute minutes hour "
            + "hours day days week weeks month months year years decade decades century centuries dollar dollars $ euro euros cent cents percent % degree "
            + "degrees hundred thousand million billion trillion celsius fahrenheit kelvin"),
        (WordRoles.Prepositions, "by for from in of at with and"),
        (WordRoles.Days, "date day month exact exactly"),
        (WordRoles.Persons, "who whom whose actor actress author singer president leader king queen winner wer qui quien quién кто chi"),
        (
            WordRoles.Auxiliaries,
            "is was are were did does do has had have can could would will seems isnt wasnt didnt doesnt wont cant couldnt cannot never"),
        (
            WordRoles.Faults,
            "not never no wrong incorrect false mistaken unlikely impossible isnt wasnt didnt doesnt wont cant couldnt cannot nicht pas"),
        (WordRoles.Rights, "answer right correct it true one him her so"),
        (WordRoles.Anybodies, "anyone anybody everyone everybody anything everything all any"),
        (WordRoles.Guesses, "maybe perhaps possibly unsure guess guessing vielleicht"),
        (WordRoles.Sides, "before after until since"),
        (WordRoles.Yes, "yes"),
        (WordRoles.Retractions, "second i or made"),
        (WordRoles.Compass, "new old north south east west northern southern eastern western great upper lower san santa los las saint st"),
        (WordRoles.Ignorance, "do don't dont not no cannot can't could couldn't unable"),
        (
            WordRoles.Country,
            "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas bahrain bangladesh barbados belarus "
            + "belgium belize benin bhutan bolivia bosnia botswana brazil brunei bulgaria burundi cambodia cameroon canada chad chile china colombia congo "
            + "croatia cuba cyprus czechia denmark djibouti dominica ecuador egypt eritrea estonia ethiopia fiji finland france gabon gambia germany ghana "
            + "greece greenland grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan "
            + "jordan kazakhstan kenya kosovo kuwait laos latvia lebanon liberia libya lithuania luxembourg madagascar malawi malaysia maldives mali malta "
            + "mauritius mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman "
            + "pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda samoa senegal serbia seychelles singapore "
            + "slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tunisia turkey turkmenistan "
            + "uganda ukraine uruguay usa us u.s u.s.a uk u.k america britain uzbekistan vatican venezuela vietnam yemen zambia zimbabwe england scotland "
            + "wales"),
        (
            WordRoles.Province,
            "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky "
            + "louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania "
            + "tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec alberta manitoba saskatchewan yukon queensland tasmania "
            + "bavaria normandy tuscany sicily catalonia punjab kerala gujarat maharashtra bengal rajasthan"),
    ];

    private static readonly string[] s_months =
    [
        "january february march april may june july august september october november december",
        "jan feb mar apr - jun jul aug sep oct nov dec",
        "- - - - - - - - sept - - -",
        "januar februar märz - mai juni juli - - oktober - dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janvier février mars avril - juin juillet août septembre octobre novembre décembre",
    ];

    private static readonly WordTable s_words = All();

    /// <summary>What is known of a word in lower case.</summary>
    internal static WordEntry Of(ReadOnlySpan<char> word) => word.Length is > 0 and < 16 ? s_words.Of(word) : default;

    private static WordTable All()
    {
        var words = new Dictionary<string, WordEntry>(StringComparer.Ordinal);
        foreach (var (role, list) in s_lists)
        {
            foreach (var word in list.Split(' '))
                words[word] = words.GetValueOrDefault(word) with { Roles = words.GetValueOrDefault(word).Roles | role };
        }

        foreach (var row in s_months)
        {
            foreach (var (i, word) in row.Split(' ').Index())
                words[word] = words.GetValueOrDefault(word) with { Month = (byte)(i + 1) };
        }

        foreach (var (word, value) in SpelledNumbers.All())
            words[word] = words.GetValueOrDefault(word) with { Number = value };
        foreach (var (word, sense, roles) in Senses.All())
            words[word] = words.GetValueOrDefault(word) with { Sense = sense, Roles = words.GetValueOrDefault(word).Roles | roles };
        words.Remove("-");
        return new WordTable(words);
    }
}
