using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Verifiers.Mathematics.Equivalence;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Extraction;
using Rlar.Rewards.Verifiers.Mathematics.Restating;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics;

/// <summary>
/// Verifies the answer of a completion against a reference. Runs on fuel: the same verdict for the same input, on any machine, thread and
/// under any load. Thread-safe.
/// </summary>
public sealed class MathVerifier
{
    // A reference in words is no longer than this.
    private const int LongestWords = 80;

    private readonly MathOptions _options;
    private readonly long _fuel;

    /// <summary>Creates a verifier.</summary>
    /// <param name="options">What counts as equal.</param>
    public MathVerifier(MathOptions? options = null)
    {
        _options = options ?? MathOptions.Default;
        _fuel = Fuel.Default;
    }

    /// <summary>A verifier with the options by the names that users of the tool <c>math</c> set them with.</summary>
    /// <param name="given">Option to value, as after <c>--set option=value</c>.</param>
    /// <exception cref="ToolException">An option that the tool does not have, or a value out of range.</exception>
    public static MathVerifier FromSettings(IReadOnlyDictionary<string, string> given) => new(MathMatch.Options(given));

    /// <summary>Whether the completion's final answer is the reference's.</summary>
    /// <param name="gold">The reference: LaTeX or text, with or without dollar signs or a box, or a whole solution.</param>
    /// <param name="completion">The completion.</param>
    public MathVerdict Verify(string gold, string completion) => Verify(gold, completion, (Asked?)null);

    /// <summary>Whether the completion's final answer is the reference's, and more than the problem said again.</summary>
    /// <param name="gold">The reference: LaTeX or text, with or without dollar signs or a box, or a whole solution.</param>
    /// <param name="completion">The completion.</param>
    /// <param name="prompt">What the completion answers.</param>
    public MathVerdict Verify(string gold, string completion, string prompt) => Verify(gold, completion, new Asked(prompt));

    private MathVerdict Verify(string gold, string completion, Asked? asked)
    {
        var reference = Read(gold);
        var finding = Decide(reference, completion, asked, keepsTree: true);
        return new MathVerdict
        {
            Outcome = finding.Outcome,
            Why = finding.Why,
            Layer = finding.Layer,
            Gold = reference.Reading?.Extracted.Text,
            GoldTree = reference.Reading?.Tree is { } tree ? NodeText.Of(tree) : null,
            Answer = finding.Answer,
            Source = finding.Source?.ToString(),
            AnswerTree = finding.Tree is { } written ? NodeText.Of(written) : null,
        };
    }

    /// <summary>Reads a reference, once for all completions that it is compared with.</summary>
    /// <param name="gold">The reference.</param>
    /// <param name="grouped">Its digits as an answer must have them, or null.</param>
    internal MathReference Read(string gold, string? grouped = null)
    {
        var fuel = new Fuel(_fuel);
        if (Gold(gold, fuel) is not { } reading)
            return new MathReference(null, "the reference holds no answer that reads");
        var isUndefined = reading.Tree is { } tree && IsUndefined(tree, fuel);
        var problem = isUndefined ? "the reference divides by zero" : fuel.IsSpent ? "the reference is too large to read" : null;
        return new MathReference(reading, problem) { Grouped = grouped };
    }

    /// <summary>Whether the completion's final answer is the reference's, and more than the problem said again.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="completion">The completion.</param>
    /// <param name="asked">The prompt, or null.</param>
    /// <param name="keepsTree">Whether what the answer reads as is asked for; else whole numbers are told without reading them as expressions.</param>
    internal MathFinding Decide(MathReference reference, string completion, Asked? asked, bool keepsTree = false)
    {
        if (reference is not { Reading: { } gold, Problem: null })
            return new MathFinding(MathOutcome.Undecided, reference.Problem!);
        var fuel = new Fuel(_fuel);
        var candidates = AnswerExtraction.Of(completion, _options.Targets);
        if (!keepsTree && reference.WholeNumber is { } wanted && candidates is ExtractedAnswer[] and [{ Text: var text, Source: var source, IsYear: false }]
            && WholeNumber.Of(text) is { } number)
        {
            var said = new MathFinding { Answer = text, Source = source };
            return number == wanted
                ? said with { Outcome = MathOutcome.Right, Why = "they read as the same expression", Layer = "writing" }
                : InWords(said with { Outcome = MathOutcome.Wrong, Why = $"{wanted} is not {number}", Layer = "exact" }, gold, completion);
        }

        var finding = Answer(candidates, completion.AsSpan().TrimEnd(" \n*_").EndsWith('!'), fuel) is { } given
            ? Decide(gold, given, asked, fuel)
            : new MathFinding(MathOutcome.Wrong, "the completion has no answer");
        if (finding.Outcome == MathOutcome.Right)
            return finding;
        // Steps that the answer took are the answer's fault: a policy must not be able to choose to leave its group.
        if (finding.Outcome == MathOutcome.Undecided && !IsTooLarge(reference, gold))
            finding = finding with { Outcome = MathOutcome.Wrong, Why = "the answer is too large to compare" };
        return InWords(finding, gold, completion);
    }

    // Whether the reference alone takes more steps than there are: against itself, and against the number 1.
    private bool IsTooLarge(MathReference reference, AnswerReading gold) => reference.IsTooLarge ??= gold.Tree is { } tree
        && new AnswerComparison(_options, new Fuel(_fuel), skipsWriting: true).Compare(tree, tree).Equality == Equality.Undecided
        && new AnswerComparison(_options, new Fuel(_fuel)).Compare(tree, MathNode.Number.Of(1)).Equality == Equality.Undecided;

    // A letter of a choice, and an answer in words, stand in sentences that are no mathematics.
    private static MathFinding InWords(MathFinding finding, AnswerReading gold, string completion)
    {
        if (gold.Words is not [>= 'A' and <= 'J'] && gold.Tree is not null)
            return finding;
        if (FinalAnswer.Of(completion) is not { } answer)
            return finding;
        var isRight = gold.Words is [>= 'A' and <= 'J' and var letter]
            ? ChoiceLetter.Of(answer, ChoiceLetter.Usual) == letter && answer.Text.Contains(letter, StringComparison.Ordinal)
            : AnswerReading.Opens(answer.Text, gold.Words) || WordSentences.End(answer, gold.Words);
        return !isRight ? finding : new MathFinding(MathOutcome.Right, "the answer begins with the reference's words")
        {
            Layer = "text",
            Answer = answer.Text,
            Source = AnswerSource.Phrase,
        };
    }

    private MathFinding Decide(AnswerReading gold, AnswerReading answer, Asked? asked, Fuel fuel)
    {
        if (answer.Extracted.IsYear && asked is { MayAskYear: false })
            return new MathFinding(MathOutcome.Wrong, "a date answers no question for a number") { Answer = answer.Extracted.Text };
        var decision = Compare(gold, answer, fuel);
        if (decision is { IsEqual: true, Layer: not "writing" } && gold.Tree is { } expected && answer.Tree is { } given
            && (asked is not null || _options.RequiresEvaluated)
            && Restatement.Why(expected, given, asked?.Prompt, _options.RequiresEvaluated, new Fuel(_fuel)) is { } repeated)
            decision = Decision.Different("restatement", repeated);
        var outcome = decision.Equality switch
        {
            Equality.Equal => MathOutcome.Right,
            Equality.Different => MathOutcome.Wrong,
            _ => MathOutcome.Undecided,
        };
        return new MathFinding(outcome, decision.Why)
        {
            Layer = decision.Layer,
            Answer = answer.Extracted.Text,
            Source = answer.Extracted.Source,
            Tree = answer.Tree,
        };
    }

    private Decision Compare(AnswerReading gold, AnswerReading answer, Fuel fuel)
    {
        if (answer.Tree is { } written && IsUndefined(written, fuel))
            return Decision.Different("exact", "the answer divides by zero");
        if (gold.Tree is { } expected && answer.Tree is { } given)
        {
            var (left, right) = _options.IsStrict ? (expected, given) : (Renaming.Of(expected), Renaming.Of(given));
            return new AnswerComparison(OptionsFor(answer), fuel).Compare(left, right);
        }

        if (SameWords(gold, answer))
            return Decision.Equal("text", "they are the same words");
        if (fuel.IsSpent)
            return Decision.Undecided("the answers are too large to read");
        return answer.Tree is null && gold.Tree is not null
            ? Decision.Different("text", "the answer does not read as mathematics")
            : Decision.Different("text", "the words differ");
    }

    private static bool SameWords(AnswerReading gold, AnswerReading answer) => gold.Words.Length > 0
        && (gold.Words == answer.Words || WithoutNouns(gold.Words) == WithoutNouns(answer.Words))
        && (gold.Tree is null || gold.Words.AsSpan().IndexOfAnyInRange('a', 'z') >= 0);

    // "all even n" are all even integers n.
    private static string WithoutNouns(string words) => !words.StartsWith("all ", StringComparison.Ordinal)
        ? words
        : string.Join(' ', words.Split(' ').Where(w => w is not ("integers" or "numbers" or "values" or "of" or "the")));

    // A text that is nothing but an answer is one that someone extracted, as data sets hold them: lists in order and percent signs dropped,
    // after Hendrycks et al. (2021), is_equiv.
    private MathOptions OptionsFor(AnswerReading answer)
    {
        var (text, source, _) = answer.Extracted;
        var hasDelimiters = text.Contains('$', StringComparison.Ordinal) || text.Contains("\\(", StringComparison.Ordinal);
        if (source != AnswerSource.Whole || hasDelimiters || _options != MathOptions.Default)
            return _options;
        var percent = text.Contains("\\%", StringComparison.Ordinal) ? PercentRule.Lenient : _options.Percent;
        return _options with { KeepsListOrder = true, Percent = percent };
    }

    private static bool IsUndefined(MathNode node, Fuel fuel)
    {
        var evaluation = new ExactEvaluation(fuel);
        _ = evaluation.Of(node);
        return evaluation.IsUndefined;
    }

    // A reference is nothing but an answer, where it reads as one; else it is a solution with an answer in it.
    private AnswerReading? Gold(string gold, Fuel fuel)
    {
        var escaped = Dollars.Escape(gold);
        var isBoxed = escaped.Contains("\\boxed", StringComparison.Ordinal);
        var whole = AnswerExtraction.Whole(escaped);
        var reading = isBoxed || whole.Text.Length > 2000 ? null : AnswerReading.Of(whole, fuel);
        if (reading is { Tree: not null })
            return Settled(reading);
        if (!isBoxed && ReferenceMarks.Answer(escaped) is { Length: > 0 } marked)
            return Marked(marked, fuel);
        var isItem = !isBoxed && ReferenceMarks.IsItem(escaped);
        AnswerReading? words = null;
        foreach (var candidate in AnswerExtraction.Of(gold, ExtractionTargets.All, isReference: true))
        {
            var read = AnswerReading.Of(candidate, fuel);
            // A formula in passing is the answer of a solution, not of a reference that does not read.
            if (candidate.Source is AnswerSource.LastFormula or AnswerSource.LastNumber && !isBoxed && (isItem || !IsSolution(escaped)))
                continue;
            if (read.Tree is not null && (isBoxed || escaped.Length > 40 || candidate.Source == AnswerSource.Phrase))
                return read;
            words ??= read;
        }

        if (isItem)
            return null; // a solution whose answer nothing marks

        if (reading is { Words.Length: > 0 } && !isBoxed && escaped.Length <= 400)
            return reading;
        return words is { Words.Length: > 0 } ? words : null;
    }

    // 1,2 in a reference is two numbers; 1,25 may be a decimal, outside of formulas.
    private static AnswerReading Settled(AnswerReading reading)
    {
        var text = reading.Extracted.Text;
        return reading.Tree is MathNode.Either { First: MathNode.Sequence { Joint: not Joint.And } list }
            && (text.AsSpan().IndexOfAny('$', '\\') >= 0 || text.AsSpan().LastIndexOf(',') is var comma && text.AsSpan(comma + 1).Trim().Length < 2)
                ? reading with { Tree = list }
                : reading;
    }

    // What follows a reference's mark: an answer, a sentence that has one, or a few words.
    private static AnswerReading? Marked(string text, Fuel fuel)
    {
        var whole = AnswerReading.Of(AnswerExtraction.Whole(text), fuel);
        if (whole.Tree is not null)
            return whole;
        if (Phrases.Read(text, ExtractionTargets.All) is not { } said)
            return IsInWords(text) ? whole : null;
        var read = AnswerReading.Of(said, fuel);
        if (read.Tree is not null || !IsInWords(text))
            return read.Tree is null ? null : read;
        // "yes, it is possible" answers yes
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var opening = comma < 0 ? "" : text[..comma].Trim().ToUpperInvariant();
        return opening is "YES" or "NO" or "TRUE" or "FALSE" ? AnswerReading.Of(AnswerExtraction.Whole(text[..comma]), fuel) : whole;
    }

    private static bool IsInWords(string text) => text.Length <= LongestWords && text.AsSpan().IndexOfAnyInRange('0', '9') < 0;

    private static bool IsSolution(string text) =>
        text.Length > 120 && (text.Contains(". ", StringComparison.Ordinal) || text.Contains('\n', StringComparison.Ordinal));

    private static AnswerReading? Answer(IEnumerable<ExtractedAnswer> candidates, bool isExclaimed, Fuel fuel)
    {
        AnswerReading? first = null;
        foreach (var candidate in candidates)
        {
            var reading = AnswerReading.Of(candidate, fuel, isExclaimed);
            if (reading.Tree is not null)
                return reading;
            first ??= reading;
        }

        return first;
    }
}
