using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Denials;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// What a sentence says around a value that makes it no answer: that it is not the one, a bound of it, or a case. Each of the words was met
/// in a completion that named a wrong answer without giving it, or gave it and took it back.
/// </summary>
internal static partial class ValueDenials
{
    private static readonly LinearPattern s_negation = new(Negation());
    private static readonly LinearPattern s_bound = new(Bound());
    // 128 line ends took it a third of a second: its blanks may be shared out among several places.
    private static readonly LinearPattern s_refuted = new(Refuted(), mostGenerated: 24);
    private static readonly LinearPattern s_withdrawal = new(Withdrawal());
    private static readonly LinearPattern s_hedge = new(Hedge());
    private static readonly LinearPattern s_supposition = new(Supposition());
    /// <summary>Whether what stands between the last other value, or the sentence's beginning, and this one denies or bounds it.</summary>
    internal static bool Before(ReadOnlySpan<char> before) => s_negation.IsMatch(before) || s_bound.IsMatch(before);

    /// <summary>Whether a sentence begins by denying what it goes on to say.</summary>
    internal static bool Negates(ReadOnlySpan<char> before) => s_negation.IsMatch(before);

    /// <summary>Whether what follows the value takes it back.</summary>
    internal static bool After(ReadOnlySpan<char> after) => s_refuted.IsMatch(after);

    /// <summary>Whether the text after an answer begins by withdrawing it.</summary>
    internal static bool Withdraws(ReadOnlySpan<char> next) => s_withdrawal.IsMatch(next);

    /// <summary>Whether a sentence gives its answer for a case, or as one of several.</summary>
    internal static bool Hedges(ReadOnlySpan<char> rest) => s_hedge.IsMatch(rest);

    /// <summary>Whether a sentence only supposes what it says.</summary>
    internal static bool Supposes(ReadOnlySpan<char> before) => s_supposition.IsMatch(before);

    // "isn't", with either apostrophe
    private const string Contraction = @"n['\u2019]t\b";

    // "not" in Chinese
    private const string ChineseNot = @"\u4E0D";

    private const string NegatingWords =
        @"not|never|cannot|neither|nor|except|excluding|rather than|instead of|other than|anything but|unlike"
        + @"|wrong|incorrect|false|is ruled out|no (solution|answer|such|real|value|integer)s?|undefined|unknown"
        + @"|nicht|pas";

    private const string Comparisons =
        @"at least|at most|more than|less than|fewer than|greater than|larger than|smaller than|bigger than|higher than|lower than"
        + @"|up to|between|above|below|under|over|exceeds?|within|almost|nearly|less";

    // the value is an operand of something
    private const string Operations =
        @"minus|plus|times|twice|half|double|triple|divided by|multiplied by|out of|power of|root of|square of"
        + @"|remainder|modulo|multiple of|factor of|integer than|divisible by|divides|sqrt|log|ln|vs\.?";

    // the value is one of several
    private const string Alternatives =
        @"as well as|and also|maybe|possibly|perhaps|or else|could be|could also be|might be|may be|oder|ou|upper bound|lower bound";

    private const string BoundInWords = @"\b(" + Comparisons + "|" + Operations + "|" + Alternatives + @")\s*(equal to\s*)?[\s$\\(*]*\z";

    private const string BoundInSigns = @"[<>\u2264\u2265\u2260\u00B1~]\s*\z|\\(le|ge|leq|geq|ne|neq|lt|gt|pm)\s*\z";

    // closing delimiters and punctuation between the value and what is said of it
    private const string Closing = @"[\s$)*.,\]]*(\\[)\]])?[\s$)*.,]*";

    // "it is clearly", "which must be"
    private const string Verdict =
        @"(it|this|that|which|\u2014|-)?\s*"
        + @"(is|was|are|seems|would be|will be|cannot be|could be|must be|has to be)?\s*"
        + @"(definitely |clearly |obviously )?";

    private const string Faults =
        @"wrong|incorrect|false|impossible|extraneous|rejected|invalid|discarded|too (small|large|big|high|low|many|few)";

    private const string IsNot = @"(it |this |that )?(is|are|was|does) not\b|not (really|correct|right|it)\b|(is|are|was)n['\u2019]t";

    // "cannot be right"; "but that is wrong"
    private const string CannotBe =
        @"((but|yet|though|although|however),?\s+)?(it |this |that |which )?"
        + @"(can\s?not|can['\u2019]t|could not|couldn['\u2019]t) be (right|correct|true|it\b|the (answer|solution|result|value))"
        + @"|(but|yet|though|although|however),?\s+" + Verdict + "((" + Faults + @")|not (right|correct)\b)";

    // the value was not at its end
    private const string Continuations = @"and a half|squared|cubed|factorial|divided|times|vs|choose|mod|modulo|plus|minus|or";

    private const string SecondThoughts =
        @"wait|no\b|nope|actually|hold on|hmm|oops|sorry|or\b|alternatively|he is wrong|they are wrong|scratch that|correction"
        + @"|let me (re|double)|i made (a|an) (mistake|error)|but wait|on second thought";

    private const string Conditions =
        @"or|otherwise|alternatively|maybe|perhaps|possibly|if|when|unless|in case|may|might|could|else"
        + @"|for (even|odd|positive|negative|every|each|some)";

    private const string OpensWithCondition = @"\A[\s,;.()$*]*(and\s+|but\s+)?((it|this)\s+)?(" + Conditions + @")\b";

    // "for n = 1 and 7 for n = 2"
    private const string SeveralCases =
        @"\A\s*,?\s*(for|with|where|as|when)\b.*\d.*\b(and|or)\b.*\d"
        + @"|\A\s*,?\s*(for|with|as)\b.*\band\b.*\d";

    private const string OtherValues =
        @"\bbut\b.*\b(may|might|could|also|or|not|wrong)\b|\bsome\b.*\d|\bhowever\b.*\d|\b(also|or|otherwise)\b.*\d";

    private const string Suppositions =
        @"suppose|supposing|if|assume|assuming|might think|may think|could think|would be|whether|tempting"
        + @"|mistaken|mistakenly|wrong|incorrect|not|common|previous|naive";

    // what somebody else holds to be the answer
    private const string OthersOpinions =
        @"their|his|her|student'?s?|says|said|claims?|claimed|textbook|unless|imagine|check(ing)? (if|whether)";

    [GeneratedRegex(@"\b(" + NegatingWords + @")\b|" + Contraction + "|" + ChineseNot + @"|\u975E", PatternOptions.AnyCase)]
    private static partial Regex Negation();

    [GeneratedRegex(BoundInWords + "|" + BoundInSigns, PatternOptions.AnyCase)]
    private static partial Regex Bound();

    [GeneratedRegex(
        @"\A" + Closing + "(" + Verdict + "(" + Faults + ")|" + CannotBe + "|" + IsNot + @"|\?|(" + Continuations + @")\b)",
        PatternOptions.AnyCase)]
    private static partial Regex Refuted();

    [GeneratedRegex(@"\A[\s$)*.!?\u2014-]*(" + SecondThoughts + ")", PatternOptions.AnyCase)]
    private static partial Regex Withdrawal();

    [GeneratedRegex(OpensWithCondition + "|" + SeveralCases + "|" + OtherValues, PatternOptions.AnyCase)]
    private static partial Regex Hedge();

    [GeneratedRegex(@"\b(" + Suppositions + "|" + OthersOpinions + @")\b|" + Contraction + "|" + ChineseNot, PatternOptions.AnyCase)]
    private static partial Regex Supposition();
}
