using System.Text.RegularExpressions;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>
/// A description that the rules refuse, said in plainer words: everyday turns become the ones that the rules know, and remarks that restate a requirement or
/// give its reason are left out. A remark with a number, a quoted text, a name or a negation stays, unless it is one of the known restatements.
/// </summary>
internal static class PlainWords
{
#pragma warning disable MA0009, MA0023 // NonBacktracking: linear in the description; groups by number: all of them are used
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private const string Must = "(?:must|should|has to|have to|needs to|need to|ought to)";
    private const string Never = "(?:must not|mustn't|may not|should not|shouldn't|can't|cannot|can not|is not to|isn't to)";
    private const string Whose = "(?:the |its |your |their )?";
    private const string Anything = "(?:anything|answers?|an answer|repl(?:y|ies)|a reply|responses?|a response|texts?|something|it to be)";

    private static readonly (Regex Found, string Said)[] s_turns =
    [
        // what is said again of a count
        Turn(@"[,;]?\s*\(?\b(?:and |but )?(?:not |no )(?:one |a word )?(?:more|fewer|less|longer|shorter)(?: ,|,)? (?:and |or |nor )?(?:not |no )?"
            + @"(?:one |a word )?(?:more|fewer|less|longer|shorter)\b\)?", ""),
        Turn(@"[,;]? (?:and )?not (?:zero|none)(?: and|,) not (?:several|many|more|two)\b", ""),

        Turn(@" as (?:a )?(?:whole|separate|full|complete) words?(?:,| only)?\b|,? as (?:a )?words? (?:of its own|on its own|of their own|by itself)", ""),

        // frames
        Turn(@"^(?:please|kindly),? ", ""),
        Turn(@",? (?:please|thanks|thank you|if you can|will you)([,;.!]|$)", "$1"),
        Turn(@"\b(?:i|we)(?:'ll| will| would|'d)? (?:only|just) (?:want|take|accept|allow|like)\b", "the answer must be"),
        Turn(@"\b(?:i|we) (?:don't|do not|won't|would not|wouldn't) (?:want|take|accept|need|like)(?: to see)? " + Anything
            + " (?:that is |that are |that's )?(?:longer|more) than", "the answer must have no more than"),
        Turn(@"\b(?:i|we) (?:don't|do not|won't|would not|wouldn't) (?:want|take|accept|need|like)(?: to see)? " + Anything
            + " (?:that is |that are |that's )?(?:shorter|less|fewer) than", "the answer must have no fewer than"),
        Turn(@"\b(?:i|we) (?:don't|do not|won't|would not|wouldn't) (?:want|accept|need|like)(?: to see)?\b", "there must be no"),
        Turn(@"\breward (?:a|an|the|any) \w+ only (?:if|when) it\b", "the answer"),
        Turn(@"\b(?:comes?|turns?) out (?:as|at|to be)\b", "be"),
        Turn(@"\b(?:give|award|grant) (?:the|a|one) (?:point|mark|reward|credit) only (?:if|when|where)\b", "it is right if"),

        // counts and limits
        Turn(@"\b" + Must + @" (?:all )?fit (?:in|into|within|inside|on)\b", "must have at most"),
        Turn(@"\b" + Must + @" (?:run|go|get) (?:to )?(?:past|beyond|over)\b", "must have more than"),
        Turn(@"\bthere " + Never + @" be (?:any )?more than\b", "there must be at most"),
        Turn(@"\bthere " + Never + @" be (?:fewer|less) than\b", "there must be at least"),
        Turn(@"\bthere (?:" + Never + @"|must be no|must never) be (?:any|a single|a|an)\b", "there must be no"),
        Turn(@"\b" + Never + @" (?:have|hold|carry) (?:any|a single)\b", "must have no"),
        Turn(@"\b" + Never + @" (?:run|go|get|be) (?:to )?(?:past|beyond|over|above|longer than|more than)\b", "must have at most"),
        Turn(@"\b(\w+) times or more\b", "at least $1 times"),
        Turn(@"\b(\w+) times or (?:fewer|less)\b", "at most $1 times"),
        Turn(@"\bsomewhere between\b", "between"),
        Turn(@"\bno (line|word|sentence|paragraph|item)s? (?:may|can|should|must|is allowed to) (?:appear|occur|be used|come up|be repeated|show up)"
            + @"(?: (?:twice|again|more than once))+\b(?: in the (?:answer|reply|response|text))?", "all $1s must be unique"),
        Turn(@"\bone of (?:them|those|these|the words) " + Must + @" be (?:the word )?[""']?(\w+)[""']?", @"it must contain the word ""$1"""),

        // beginnings and ends
        Turn(@"\b" + Whose + "(?:very )?last (?:words?|thing) " + Must + " be ", "it must end with "),
        Turn(@"\b" + Whose + "(?:very )?first (?:words?|thing) " + Must + " be ", "it must start with "),
        Turn(@",? (?:with|and) (?:absolutely )?nothing (?:at all )?(?:after|behind|following|before) (?:them|it|that|this|those)\b", ""),
        Turn(@"\b(?:i|we) (?:want|need|expect) ((?:exactly|precisely|at least|at most|no more than|no fewer than) [^.;,]*) in (?:there|it)\b",
            "the answer must contain $1"),

        // the whole answer
        Turn(@",? (?:and|with) (?:absolutely )?(?:nothing but (?:that|the|this) \w+|no other (?:text|words|content)|"
            + @"nothing (?:else )?(?:around|besides) it)\b",
            ", nothing else"),
        Turn(@"[;,] (?:and )?(?:that|this) is (?:all|it|the (?:whole|entire|full) (?:answer|reply|response))\b", ", nothing else"),
        Turn(@"\bthe (?:whole|entire) (?:answer|reply|response) (?:is|must be|should be) ", "the answer must be "),

        // the row
        Turn(@"\b(?:is |be |matches |match )?(?:character|letter|byte) (?:for|by) (?:character|letter|byte) "
            + @"(?:equal to |the same as |identical to )?the reference\b",
            "equals the reference exactly"),
        Turn(@"\b(?:once|when|if|after) (?:you|we|i) ignore (?:upper and lower )?case\b", "ignoring case"),
        Turn(@",? (?:and|or) (?:any |the )?(?:leading and trailing |surrounding |outer )?(?:whitespace|white space|spaces)"
            + @"(?: (?:at|on|around) (?:either|both|the) (?:end|ends|side|sides))?([.,;]|$)", "$1"),
        Turn(@"\bthe (?:text of the |wording of the )?prompt " + Never + @" (?:occur|appear|turn up|be found|be repeated|be quoted)"
            + @"(?: (?:inside|in|within|anywhere in) the (?:answer|reply|response))?", "the answer must not repeat the prompt"),
        Turn(@"\bare all (off limits|forbidden|banned|prohibited|not allowed|out)\b", "are $1"),
        Turn(@"[,;:]? (?:i\.e\.,?|that is,?|meaning|so) (?:there (?:is|are) )?(?:no|not one|not a single|without any|without a single) "
            + @"(?:capital|upper[ -]?case|small|lower[ -]?case)(?: letters?| one)?(?: (?:may|can|must|should) (?:appear|occur|be used))?([.]|$)", "$1"),
        Turn(@"\bevery (?:single )?letter (?:in|of) the (?:answer|reply|response|text) (?:is|" + Must + @" be) (?:a |an )?"
            + @"(?:capital|upper[ -]?case)(?: letter)?\b", "the answer must be all in capital letters"),
        Turn(@",? (?:counting|including|with) (?:the |all )?(?:spaces|blanks|punctuation)(?: (?:and|or) (?:the |all )?(?:spaces|blanks|punctuation))?", ""),
        Turn(@",? (?:and )?(?:extra|other|more|further|additional) (?:keys|fields) (?:don't|do not) (?:bother me|matter|hurt)|"
            + @"[,;]? (?:extra|other|more|further|additional) (?:keys|fields) (?:are|is) (?:fine|ok|okay|allowed|welcome|all right)", ""),
    ];

    private static readonly (Regex Found, string Said)[] s_anyCase =
    [
        Turn(@"[,;]? (?:and |but )?(?:i|we) (?:don't|do not|won't) (?:care|mind|bother) (?:about|whether|if) (?:it is |it's )?(?:in )?"
            + @"(?:the )?(?:upper|lower|case|capitals?|capitali[sz]ation)(?:[ -]?case)?"
            + @"(?: (?:or|and|nor) (?:upper|lower|small)(?:[ -]?case)?(?: letters)?)?", ""),
        Turn(@"[,;]? (?:and |but )?(?:in|whatever|regardless of|no matter|irrespective of) (?:any |the |their |its |whatever |either )?"
            + @"(?:letter |upper or lower )?(?:case|capitali[sz]ation)\b", ""),
        Turn(@"[,;]? (?:and |but )?(?:the )?(?:letter )?(?:case|capitali[sz]ation) (?:doesn't|does not) (?:matter|count)\b", ""),
    ];

    private static readonly Regex s_bracket = new(@"\s*\(([^()]*)\)", Options);
    private static readonly Regex s_lead = new(@"^([^:;.,]{3,60}): ", Options);
    private static readonly Regex s_reasonBefore = new(
        @"^([^;.:]{3,120}?),? so (?:that )?(it|they|the|keep|give|write|use|no|at|answers?|every|all)\b", Options);
    private static readonly Regex s_reasonBehind = new(@"(?:,|;| [-–—])? (?:because|since|as otherwise|as long ones|the reason being)( [^.;]*)", Options);
    private static readonly Regex s_tooMuch = new(
        @"[;,:(.] (?:and |but )?([^;.]*\btoo (?:terse|short|long|few|many|little|much|wordy|brief)\b[^;.]*)", Options);
    private static readonly Regex s_definition = new(@", where (?:a|an|the) ([^.;]* (?:is|are|means|counts as) [^.;]*)", Options);
    private static readonly Regex s_allowed = new(
        @"(?:is|are) (?:fine|ok|okay|all right|allowed|permitted)$|(?:won't|will not|doesn't|don't|does not|do not) (?:do|count)$",
        Options);

    private static readonly Regex s_quoted = new(@"[""“']([^""”']+)[""”']", Options);
    private static readonly Regex s_word = new(@"[\p{L}\p{N}]+", Options);
#pragma warning restore MA0009, MA0023

    // Words of a lead that say again what a count or a limit says.
    private static readonly HashSet<string> s_terse = new(StringComparer.OrdinalIgnoreCase)
    {
        "short", "brief", "concise", "terse", "tight", "crisp", "snappy", "compact", "small", "tiny", "length", "size", "limit", "format", "rule", "keep", "be",
        "it", "things", "this", "that", "please", "note", "a", "the", "on", "to", "point", "nice", "and", "very", "simple", "one", "thing",
    };

    private static readonly string[] s_evidence =
    [
        "neg", "nor", "penalty", "num", "freq", "bound", "between", "danger", "sym", "digits", "fmt", "lang", "case", "sort", "json", "key", "elem", "section",
        "ref", "echo", "same", "unique", "unit", "quotes", "start", "end", "sign", "oneof", "tags", "commas", "places", "measure", "jtype", "separator",
    ];

    /// <summary>
    /// The description in plainer words, with the numbers that a left-out "… is too many" names, and whether a remark left out says that capitals do not
    /// matter; null where nothing changes.
    /// </summary>
    internal static (string Text, IReadOnlyList<double> Outside, bool IsAnyCase)? Of(string description)
    {
        var text = description.Replace('’', '\'');
        var outside = new List<double>();
        text = s_bracket.Replace(text, match => IsIdle(match.Groups[1].Value) || IsAllowance(match.Groups[1].Value, description) ? "" : match.Value);
        text = s_tooMuch.Replace(text, match =>
        {
            outside.AddRange(ItemReader.Read(match.Groups[1].Value).Where(item => item.Is("num")).Select(item => item.Number));
            return "";
        });
        var isAnyCase = Array.Exists(s_anyCase, turn => turn.Found.IsMatch(text));
        foreach (var (found, said) in s_anyCase.Concat(s_turns))
            text = found.Replace(text, said);
        text = s_bracket.Replace(text, match => match.Groups[1].Value.Trim(' ', ',', ';').Length == 0
            || IsAllowance(match.Groups[1].Value, description) ? "" : match.Value);
        text = s_lead.Replace(text, match => s_word.Matches(match.Groups[1].Value).All(word => s_terse.Contains(word.Value)) ? "" : match.Value);
        text = s_reasonBefore.Replace(text, match => IsReason(match.Groups[1].Value) ? match.Groups[2].Value : match.Value);
        text = s_reasonBehind.Replace(text, match => IsReason(match.Groups[1].Value) ? "" : match.Value);
        text = s_definition.Replace(text, match => IsDefinition(match.Groups[1].Value) ? "" : match.Value);
        text = text.Trim(' ', ',', ';', ':');
        return text.Length == 0 || text == description ? null : (text, outside, isAnyCase);
    }

    /// <summary>Whether what was said to be too many or too few is so for what was read.</summary>
    internal static bool IsOutside(TemplateExpression expression, IReadOnlyList<double> numbers) => numbers.Count == 0
        || expression.Slots is { } slots && expression.Name.EndsWith("_count", StringComparison.Ordinal)
            && numbers.All(number => number < slots.Number("min") || number > slots.Number("max"));

    /// <summary>Whether a reading compares its texts without regard to capitals: those in small letters, unless it says otherwise.</summary>
    internal static bool IsOfAnyCase(TemplateExpression expression) => expression.Parts.Count > 0 ? expression.Parts.All(IsOfAnyCase)
        : expression.Name is "equals_reference" ? expression.Slots!.All.ContainsKey("ignore_case")
        : expression.Name is "not_contains" || expression.Name is "contains" or "starts_with" or "ends_with" or "one_of" or "word_frequency"
            && !expression.Slots!.All.Values.SelectMany(value => value as string[] ?? [value as string ?? ""]).Any(text => text.Any(char.IsUpper));

    private static (Regex Found, string Said) Turn(string found, string said) => (new Regex(found, Options), said);

    // Nothing that a check could be made of, and no word of manner or feeling.
    private static bool IsIdle(string part) => ItemReader.Read(part)
        .All(item => item.Kind is not (TokenKind.Text or TokenKind.Number) && !item.IsName && item.Meanings.Count > 0 && !Clause.IsOneOf(item, s_evidence));

    // A reason tells how things are: what must be, or what to do, is no reason.
    private static bool IsReason(string part)
    {
        var items = ItemReader.Read(part);
        return items.All(item => item.Kind is not (TokenKind.Text or TokenKind.Number) && !item.IsName && !Clause.IsOneOf(item, s_evidence)
                && item.Text.ToLowerInvariant() is not ("must" or "must be" or "should" or "should be" or "has to" or "have to" or "needs to" or "need to"
                    or "ought to" or "shall" or "has to be" or "have to be" or "let" or "please" or "make" or "be" or "write" or "keep"))
            && items.Exists(item => item.Text.ToLowerInvariant() is "is" or "are" or "will" or "goes" or "go" or "can" or "has" or "have" or "was" or "were"
                or "i'm" or "it's" or "needs" or "need" or "read" or "reads" or "show" or "shows");
    }

    // "where a paragraph is whatever a blank line sets off": how templates count it
    private static bool IsDefinition(string part) => part.Contains("blank line", StringComparison.OrdinalIgnoreCase)
        && part.StartsWith("paragraph", StringComparison.OrdinalIgnoreCase);

    // "('every' is fine)", "(riverbank won't do)": a text is a whole word, which templates hold it for
    private static bool IsAllowance(string part, string description)
    {
        var verdict = s_allowed.Match(part.Trim());
        if (!verdict.Success)
            return false;
        var main = s_quoted.Matches(description.Replace(part, "", StringComparison.Ordinal)).Select(match => match.Groups[1].Value).ToList();
        var own = s_quoted.Matches(part).Select(match => match.Groups[1].Value).ToList();
        if (own.Count == 0)
        {
            own = [.. s_word.Matches(part.Trim()[..verdict.Index]).Select(match => match.Value)
                .Where(word => word.ToLowerInvariant() is not ("or" or "and" or "the" or "words" or "like"))];
        }

        return own.Count > 0 && own.All(text => main.Exists(wanted => text.Length > wanted.Length
            && text.Contains(wanted, StringComparison.OrdinalIgnoreCase)));
    }
}
