using System.Text.RegularExpressions;

namespace Rlar.Agents.Verifiers.Mathematics.Extraction;

/// <summary>What a sentence says around a value that makes it no answer: that it is not the one, a bound of it, or a case.</summary>
internal static partial class Denials
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Whether what stands between the last other value, or the sentence's beginning, and this one denies or bounds it.</summary>
    internal static bool Before(ReadOnlySpan<char> before) => Negation().IsMatch(before) || Bound().IsMatch(before);

    /// <summary>Whether a sentence begins by denying what it goes on to say.</summary>
    internal static bool Negates(ReadOnlySpan<char> before) => Negation().IsMatch(before);

    /// <summary>Whether what follows the value takes it back.</summary>
    internal static bool After(ReadOnlySpan<char> after) => Refuted().IsMatch(after);

    /// <summary>Whether the text behind an answer begins by withdrawing it.</summary>
    internal static bool Withdraws(ReadOnlySpan<char> next) => Withdrawal().IsMatch(next);

    /// <summary>Whether a sentence gives its answer for a case, or as one of several.</summary>
    internal static bool Hedges(ReadOnlySpan<char> rest) => Hedge().IsMatch(rest);

    /// <summary>Whether a sentence only supposes what it says.</summary>
    internal static bool Supposes(ReadOnlySpan<char> before) => Supposition().IsMatch(before);

    [GeneratedRegex(@"\b(not|never|cannot|neither|nor|except|excluding|rather than|instead of|other than|anything but|unlike|wrong|incorrect|false|is ruled out|no (solution|answer|such|real|value|integer)s?|undefined|unknown|nicht|pas)\b|n['\u2019]t\b|\u4E0D|\u975E", Options)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\b(at least|at most|more than|less than|fewer than|greater than|larger than|smaller than|bigger than|higher than|lower than|up to|between|above|below|under|over|exceeds?|within|almost|nearly|less|minus|plus|times|twice|half|double|triple|divided by|multiplied by|out of|power of|root of|square of|remainder|modulo|multiple of|factor of|integer than|divisible by|divides|sqrt|log|ln|vs\.?|as well as|and also|maybe|possibly|perhaps|or else|could be|could also be|might be|may be|oder|ou|upper bound|lower bound)\s*(equal to\s*)?[\s$\\(*]*\z|[<>\u2264\u2265\u2260\u00B1~]\s*\z|\\(le|ge|leq|geq|ne|neq|lt|gt|pm)\s*\z", Options)]
    private static partial Regex Bound();

    [GeneratedRegex(@"\A[\s$)*.,\]]*(\\[)\]])?[\s$)*.,]*((it|this|that|which|\u2014|-)?\s*(is|was|are|seems|would be|will be|cannot be|could be|must be|has to be)?\s*(definitely |clearly |obviously )?(wrong|incorrect|false|impossible|extraneous|rejected|invalid|discarded|too (small|large|big|high|low|many|few))|(it |this |that )?(is|are|was|does) not\b|not (really|correct|right|it)\b|(is|are|was)n['\u2019]t|\?|(and a half|squared|cubed|factorial|divided|times|vs|choose|mod|modulo|plus|minus|or)\b)", Options)]
    private static partial Regex Refuted();

    [GeneratedRegex(@"\A[\s$)*.!?\u2014-]*(wait|no\b|nope|actually|hold on|hmm|oops|sorry|or\b|alternatively|he is wrong|they are wrong|scratch that|correction|let me (re|double)|i made (a|an) (mistake|error)|but wait|on second thought)", Options)]
    private static partial Regex Withdrawal();

    [GeneratedRegex(@"\A[\s,;.()$*]*(and\s+|but\s+)?((it|this)\s+)?(or|otherwise|alternatively|maybe|perhaps|possibly|if|when|unless|in case|may|might|could|else|for (even|odd|positive|negative|every|each|some))\b|\A\s*,?\s*(for|with|where|as|when)\b.*\d.*\b(and|or)\b.*\d|\A\s*,?\s*(for|with|as)\b.*\band\b.*\d|\bbut\b.*\b(may|might|could|also|or|not|wrong)\b|\bsome\b.*\d|\bhowever\b.*\d|\b(also|or|otherwise)\b.*\d", Options)]
    private static partial Regex Hedge();

    [GeneratedRegex(@"\b(suppose|supposing|if|assume|assuming|might think|may think|could think|would be|whether|tempting|mistaken|mistakenly|wrong|incorrect|not|common|previous|naive|their|his|her|student'?s?|says|said|claims?|claimed|textbook|unless|imagine|check(ing)? (if|whether))\b|n['\u2019]t\b|\u4E0D", Options)]
    private static partial Regex Supposition();
}
