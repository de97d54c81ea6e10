using System.Collections.Frozen;

namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>The words that carry no answer, and those that say how one is meant.</summary>
internal static class WordLists
{
    /// <summary>Words that tell no answer from another.</summary>
    internal static readonly Words Function = new(
        "a an the of in on at to for by from with as and or is was are were be been being am 's it its he she they them his her their this that these those "
        + "there here i you we my your our who whom whose which what when where why how do does did done has have had will would can could may might "
        + "shall should must into onto over under about approximately around roughly circa ca estimated nearly typically usually generally mostly "
        + "between during after before since until than then so too also just only very really both each some any all one such other "
        + "yes well sure okay ok indeed actually answer final correct answers called named known titled entitled named hello hi thus therefore hence "
        + "le la les un une des du de en et est der die das ein eine und ist von im am el los las una y es è il lo gli di da do dos das "
        + "& % $ и в на с по это был была было были но que");

    /// <summary>Ranks and kinds that a name may go with or without.</summary>
    internal static readonly Words Titles = new(
        "mr mrs ms miss dr doctor prof professor sir dame lord lady king queen prince princess emperor empress president senator governor general captain "
        + "colonel saint st pope count duke duchess baron jr sr obe mbe phd md esq inc ltd llc corp co fc f.c afc "
        + "band singer actor actress author artist rapper writer novelist poet painter scientist physicist american british english canadian australian scottish "
        + "irish character group team rock city town state county province country republic region district area river lake mount mountain mountains island "
        + "islands sea ocean university college school company corporation film movie book novel song album series episode season metropolitan national "
        + "united federal former famous legendary");

    /// <summary>Words whose point ends no sentence.</summary>
    internal static readonly Words Shortened = new("mr mrs ms dr prof st jr sr vs no mt ft jan feb mar apr jun jul aug sep sept oct nov dec gen sen gov capt rev inc co ca vol ed");

    /// <summary>Small words within a person's name.</summary>
    internal static readonly Words Particles = new("van von der den de la di da du del dos bin ibn ben al el ter ten");

    /// <summary>What makes a word's opposite where a hyphen follows.</summary>
    internal static readonly Words Prefixes = new("un non anti pseudo ex quasi not");

    /// <summary>What puts another before it.</summary>
    internal static readonly Words Seconds = new("second third fourth fifth next another runner-up");

    /// <summary>Words that deny what follows them.</summary>
    internal static readonly Words Negations = new(
        "not never cannot neither nor without except excluding unlike isnt wasnt arent werent dont doesnt didnt cant couldnt wouldnt wont hasnt havent hadnt "
        + "shouldnt aint nobody no none false wrong incorrect incorrectly wrongly mistakenly nicht kein keine keinen ne n' pas jamais nunca não non niet не нет ни nie inte ikke ليس ليست لا "
        + "不 非 没 沒 別 别");

    /// <summary>After these a denial denies nothing: "not only", "not until", "no other than", "no doubt".</summary>
    internal static readonly Words NoDenials = new("only just merely simply until other doubt question one surprisingly less more");

    /// <summary>What begins a new claim after a denial or an opinion.</summary>
    internal static readonly Words Turns = new("but however rather instead actually sondern mais sino но а 而");

    /// <summary>What makes a guess of a sentence.</summary>
    internal static readonly Words Hedges = new(
        "maybe perhaps possibly unsure uncertain guess guessing either if unless whether supposedly vielleicht возможно peut-être quizás 也许 可能");

    /// <summary>What makes a guess where a verb of being follows.</summary>
    internal static readonly Words Modals = new("might may could");

    /// <summary>What others hold.</summary>
    internal static readonly Words Opinions = new(
        "think thinks thought believe believes believed say says said claim claims claimed assume assumes assumed mistaken misconception myth rumor rumored "
        + "rumoured confused mistake guessed answered");

    /// <summary>Whose opinion it is.</summary>
    internal static readonly Words Others = new("some many most people often commonly others they he she popular common sometimes mistakenly wrongly everyone student students");

    /// <summary>What takes back an opinion or a claim.</summary>
    internal static readonly Words Contrasts = new("but however actually although though while whereas yet");

    /// <summary>What takes back all that stands before it, where it begins a clause.</summary>
    internal static readonly Words Withdrawals = new("wait nope oops correction sorry actually scratch hmm");

    /// <summary>Alternatives.</summary>
    internal static readonly Words Or = new("or oder ou или 或 又は または أو 또는 혹은");

    /// <summary>Joins.</summary>
    internal static readonly Words And = new("and und et y и & 和 与 與 及");

    /// <summary>Verbs by which a line is a sentence and no bare answer.</summary>
    internal static readonly Words Verbs = new(
        "is was are were be been has have had do does did will would can could may might 's ist war sind wurde wird est était sont fue es era был была были "
        + "isnt wasnt arent werent dont doesnt didnt cant plays played wrote written made sang sung won became become came starts started began ended "
        + "died lived occurs occurred takes took means stands refers founded published released located 是 为");

    /// <summary>Words with which a description of what stands before begins, and no second answer.</summary>
    internal static readonly Words Descriptions = new(
        "a an who whom whose which that where when while because since as with by in on at of from for to after before during it he she they this these its his "
        + "her their there not never also formerly previously then so but although though according based under near aka around about including if "
        + "together respectively etc inclusive the capital capitale");

    /// <summary>Words that stand for what was asked.</summary>
    internal static readonly Words Subjects = new("it its he she they this that these those answer the final correct its");

    /// <summary>Bounds of a number.</summary>
    internal static readonly Words Bounds = new("least most more less fewer over under above below between exceeding exceeds than beyond");

    /// <summary>Units that one number may have and not another.</summary>
    internal static readonly Words Units = new(
        "kilometer kilometers kilometre kilometres km mile miles meter meters metre metres m foot feet ft inch inches cm kg kilogram kilograms pound pounds lb lbs "
        + "gram grams g ton tons tonne tonnes liter liters litre litres l gallon gallons pint pints ml second seconds minute minutes hour hours day days week "
        + "weeks month months year years decade decades century centuries dollar dollars $ euro euros cent cents percent % degree degrees hundred thousand million "
        + "billion trillion celsius fahrenheit kelvin");

    /// <summary>The months, and where in the year they are.</summary>
    internal static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Months = Numbered(
        "january february march april may june july august september october november december",
        "jan feb mar apr - jun jul aug sep oct nov dec",
        "- - - - - - - - sept - - -",
        "januar februar märz - mai juni juli - - oktober - dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janvier février mars avril - juin juillet août septembre octobre novembre décembre");

    private static FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Numbered(params ReadOnlySpan<string> rows)
    {
        var months = new Dictionary<string, int>();
        foreach (var row in rows)
        {
            var names = row.Split(' ');
            for (var i = 0; i < names.Length; i++)
                months[names[i]] = i + 1;
        }

        months.Remove("-");
        return months.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();
    }
}

/// <summary>A set of words that is asked by spans.</summary>
/// <param name="words">The words, with blanks between them.</param>
internal sealed class Words(string words)
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words =
        words.Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether it holds a word.</summary>
    internal bool Has(ReadOnlySpan<char> word) => _words.Contains(word);
}
