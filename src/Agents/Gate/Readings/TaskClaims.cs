using System.Text.RegularExpressions;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Gate.Readings;

/// <summary>
/// What a description and the labelled right answers say about a task, read by rule: which generated texts are certainly wrong depends on it. A claim that is
/// not read costs evidence, never a wrong verdict: each only adds texts that must be refused.
/// </summary>
internal sealed partial record TaskClaims
{
    private const RegexOptions Words = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    /// <summary>Nothing may stand beside the answer.</summary>
    internal bool IsExclusive { get; private init; }

    /// <summary>
    /// Nothing may stand beside the answer, and what the answer is can be told from what stands there: a reference, one run of characters, something in
    /// brackets. Of a list of free sentences " or so" at its end is part.
    /// </summary>
    internal bool IsClosed { get; private init; }

    /// <summary>Rows carry references that decide.</summary>
    internal bool UsesReference { get; private init; }

    /// <summary>Right answers are the reference itself, but for outer white space.</summary>
    internal bool ReferenceIsAnswer { get; private init; }

    /// <summary>What is right depends on the prompt.</summary>
    internal bool UsesPrompt { get; private init; }

    /// <summary>Something must occur in the answer, and more may stand around it.</summary>
    internal bool Contains { get; private init; }

    /// <summary>Something must not occur, so that texts about nothing may be right.</summary>
    internal bool Forbids { get; private init; }

    /// <summary>More is as good: "at least".</summary>
    internal bool AtLeast { get; private init; }

    /// <summary>Less is as good: "at most".</summary>
    internal bool AtMost { get; private init; }

    /// <summary>Near is as good: "within 1 percent", "about".</summary>
    internal bool Tolerates { get; private init; }

    /// <summary>Capitals and small letters are alike.</summary>
    internal bool IgnoresCase { get; private init; }

    /// <summary>White space around the answer does not count.</summary>
    internal bool IgnoresOuterSpace { get; private init; }

    /// <summary>Any order will do.</summary>
    internal bool IgnoresOrder { get; private init; }

    /// <summary>Numbers are compared by their value: +5, 05 and 5 are the same.</summary>
    internal bool ComparesValues { get; private init; }

    /// <summary>Markup or signs of it are part of what is asked, or characters are counted.</summary>
    internal bool SpeaksOfMarkup { get; private init; }

    /// <summary>The description, in small letters.</summary>
    internal string Text { get; private init; } = "";

    /// <summary>Whether some answer other than a row's own is certainly wrong: without it generated texts prove little.</summary>
    internal bool IsSpecific => IsExclusive || (UsesReference && !Contains);

    /// <summary>Reads a task.</summary>
    /// <param name="description">What an answer must do.</param>
    /// <param name="needs">What the draft says that it reads.</param>
    /// <param name="right">The right answers that are known.</param>
    internal static TaskClaims Of(string description, DraftNeeds needs, IReadOnlyList<Probe> right)
    {
        var hasReferences = right.Count > 0 && right.All(probe => probe.Query.References.Count > 0);
        var equals = EqualsReference().IsMatch(description);
        var isExclusive = Exclusive().IsMatch(description) || (hasReferences && equals);
        var usesReference = hasReferences
            && (needs.HasFlag(DraftNeeds.Reference) || description.Contains("reference", StringComparison.OrdinalIgnoreCase));
        return new TaskClaims
        {
            Text = description.ToLowerInvariant(),
            IsExclusive = isExclusive,
            IsClosed = isExclusive && (usesReference || right.All(probe => IsRun(probe.Completion.Trim()))),
            UsesReference = usesReference,
            ReferenceIsAnswer = hasReferences && right.Count(IsReference) * 3 >= right.Count * 2,
            UsesPrompt = PromptMatters().IsMatch(description) && right.Any(probe => probe.Query.Question.Length > 0),
            Contains = Containing().IsMatch(description) && !equals,
            Forbids = Forbidding().IsMatch(description),
            AtLeast = Least().IsMatch(description),
            AtMost = Most().IsMatch(description),
            Tolerates = Near().IsMatch(description),
            IgnoresCase = AnyCase().IsMatch(description),
            IgnoresOuterSpace = Trimmed().IsMatch(description),
            IgnoresOrder = AnyOrder().IsMatch(description),
            ComparesValues = Values().IsMatch(description) && !Plain().IsMatch(description),
            SpeaksOfMarkup = Markup().IsMatch(description),
        };
    }

    private static bool IsRun(string text) => text is ['[', .., ']'] or ['{', .., '}'] || !text.Any(char.IsWhiteSpace);

    private static bool IsReference(Probe probe) => probe.Query.References.Contains(probe.Completion.Trim());

    [GeneratedRegex(@"nothing (else|more|but)|no other (text|words?)|without any other|and only (that|it)|only the (answer|number|reference|word)", Words)]
    private static partial Regex Exclusive();

    [GeneratedRegex(@"(equals?|equal to|identical to|same as|is exactly|match(es)?) (with )?(the|its) (reference|gold|expected)", Words)]
    private static partial Regex EqualsReference();

    [GeneratedRegex(@"\b(prompt|question|asked for|query|instruction)\b", Words)]
    private static partial Regex PromptMatters();

    [GeneratedRegex(@"\b(contains?|containing|includes?|including|mentions?|mentioned|somewhere|anywhere|occurs?|appears?|named)\b", Words)]
    private static partial Regex Containing();

    [GeneratedRegex(@"\b(must not|may not|should not|shall not|do not|don't|never|without|avoids?|free of|forbidden|no)\b", Words)]
    private static partial Regex Forbidding();

    [GeneratedRegex(@"\b(at least|or more|minimum|no fewer|not less|more than|longer than|no less)\b", Words)]
    private static partial Regex Least();

    [GeneratedRegex(@"\b(at most|up to|no more than|maximum|fewer than|less than|shorter than|not exceed|or fewer|or less)\b", Words)]
    private static partial Regex Most();

    [GeneratedRegex(@"percent|%|toleranc|\b(within|approximately|about|roughly|rounded|close to|near|similar|overlap)\b", Words)]
    private static partial Regex Near();

    [GeneratedRegex(@"case[- ]insensitive|case (is )?ignored|ignor\w+ (the |letter )*case|any (letter )?case|without case|regardless of case|upper or lower",
        Words)]
    private static partial Regex AnyCase();

    [GeneratedRegex(@"trimmed|space around|surrounding (white )?space|leading and trailing|outer (white )?space", Words)]
    private static partial Regex Trimmed();

    [GeneratedRegex(@"any order|order does not matter|regardless of (the )?order|order is free|as a set", Words)]
    private static partial Regex AnyOrder();

    [GeneratedRegex(@"\b(compared|equal|the same) (by|in) (its |their )?value|numerically|\bas numbers?\b|\bby value\b|same value", Words)]
    private static partial Regex Values();

    [GeneratedRegex(@"unsigned|(no|without) (a |any )?(plus |leading )?(signs?|zeros?)\b", Words)]
    private static partial Regex Plain();

    [GeneratedRegex(@"markdown|bold|italic|backtick|\bcode|fence|heading|asterisk|quot(e|ation) marks?|formatting|\bcharacters?\b|wrapped|surrounded", Words)]
    private static partial Regex Markup();
}
