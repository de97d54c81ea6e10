using System.Globalization;
using System.Text;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.Trainers;

/// <summary>The verifiers of open-instruct (ground_truth_utils.py) that need neither a model nor a sandbox, one definition each.</summary>
internal sealed class OpenInstructRewards : CompletionTool
{
    private const double LengthScale = 8192;
    private static readonly ToolRequirement s_number = new(
        "number",
        "a number for a reference, the length in tokens",
        query => query.References.Any(label => Number(label) is not null) ? null : $"the reference {Verdict.Quote(query.References[0])} is no number");
    private readonly Func<string, Completion, double?> _rule;

    private OpenInstructRewards(ToolCard card, Func<string, Completion, double?> rule)
        : base(card) => _rule = rule;

    /// <summary>How the library makes them: puzzle, string-matcher, flan, string-f1, gsm8k, max-length, up-to-max-length. No options.</summary>
    public static IReadOnlyList<ToolDefinition> Definitions { get; } =
    [
        Of("puzzle", ToolKind.Verifier,
            "1 where the answer after </think>, without <answer> tags, is the label after SQuAD's normalisation (PuzzleMatcherVerifier). "
                + "Thinking that was never closed counts as the answer.",
            (label, completion) => Same(Answer(completion.Text), label)),
        Of("string-matcher", ToolKind.Verifier,
            "1 where the last <answer> is the label after SQuAD's normalisation (StringMatcherVerifier). "
                + "It reads tags inside the thinking too.",
            (label, completion) => Tagged(completion.Text) is { } answer ? Same(answer, label) : 0),
        Of("flan", ToolKind.Verifier,
            "1 where what follows the last \"The answer is: \", or the whole text, is the label after SQuAD's normalisation (FlanVerifier).",
            (label, completion) => Same(After(completion.Text, "The answer is: "), label)),
        Of("string-f1", ToolKind.Metric,
            "F1 of normalised words of the answer after </think>, without <answer> tags, against the best label (F1Verifier). "
                + "Word order and meaning are not seen.",
            (label, completion) => SquadText.Overlap(SquadText.Words(Answer(completion.Text)), SquadText.Words(label)).F1),
        Of("gsm8k", ToolKind.Verifier,
            "1 where the last number of the whole text, commas between digits dropped, is the label as text (GSM8KVerifier): "
                + "72.0 is not 72, +7 is not 7, and \"3-5\" ends in -5. Use numeric-match for the amount.",
            (label, completion) => string.Equals(LastNumber(completion.Text), label, StringComparison.OrdinalIgnoreCase) ? 1 : 0),
        Of("max-length", ToolKind.Metric,
            "1 less the distance of the length in tokens from the label over 8192 (MaxLenVerifier). "
                + "Needs the row's token counts; the floor of 0 that its comment promises is made here.",
            (label, completion) => Length(label, completion, over => Math.Abs(over)), s_number) with { ReadsThinking = true },
        Of("up-to-max-length", ToolKind.Metric,
            "1 up to the label's length in tokens, above it 1 less the excess over 8192 (UpToMaxLenVerifier). "
                + "Needs the row's token counts; the floor of 0 that its comment promises is made here.",
            (label, completion) => Length(label, completion, over => Math.Max(0, over)), s_number) with { ReadsThinking = true },
    ];

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        double? best = null;
        foreach (var reference in query.References)
        {
            if (_rule(reference, completion) is { } value && !(value <= best))
                best = value;
        }

        return best is { } scored
            ? new RewardOutcome.Scored(scored)
            : new RewardOutcome.Unscorable($"{Card.Id} needs the completion's length in tokens; give the row's lengths");
    }

    private static ToolDefinition Of(
        string name, ToolKind kind, string description, Func<string, Completion, double?> rule, params IReadOnlyList<ToolRequirement> own) => new(
        new ToolCard
        {
            Id = $"open-instruct/{name}",
            Kind = kind,
            Description = description,
            Requires = [ToolRequirement.Reference, .. own],
            Provenance = "open-instruct ground_truth_utils.py",
        },
        Revision: 2,
        [],
        (card, _) => new OpenInstructRewards(card, rule));

    private static double Same(string answer, string label) => SquadText.Normalize(answer) == SquadText.Normalize(label) ? 1 : 0;

    // remove_thinking_section
    private static string Answer(string text) =>
        PythonText.Strip(After(PythonText.Strip(text.Replace("<|assistant|>", "", StringComparison.Ordinal)), "</think>")
            .Replace("<answer>", "", StringComparison.Ordinal).Replace("</answer>", "", StringComparison.Ordinal));

    private static string After(string text, string mark) =>
        text.LastIndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? text[(at + mark.Length)..] : text;

    private static string? Tagged(string text)
    {
        if (!text.Contains("<answer>", StringComparison.Ordinal) || !text.Contains("</answer>", StringComparison.Ordinal))
            return null;
        var answer = After(text, "<answer>");
        var end = answer.IndexOf("</answer>", StringComparison.Ordinal);
        return end < 0 ? answer : answer[..end];
    }

    // re.sub(r"(\d),(\d)", r"\1\2") and the last of re.findall(r"[-+]?(?:\d*\.\d+|\d+)"), by hand: patterns are too slow for megabytes of digits.
    private static string LastNumber(string text)
    {
        var joined = Joined(text);
        var (last, length) = (-1, 0);
        for (var at = 0; at < joined.Length;)
        {
            var end = NumberEnd(joined, at);
            if (end > at)
                (last, length) = (at, end - at);
            at = Math.Max(end, at + 1);
        }

        return last < 0 ? joined : joined.Substring(last, length);
    }

    private static string Joined(string text)
    {
        var joined = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            joined.Append(text[at]);
            if (at + 2 >= text.Length || text[at + 1] != ',' || !char.IsDigit(text[at]) || !char.IsDigit(text[at + 2]))
                continue;
            joined.Append(text[at + 2]);
            at += 2;
        }

        return joined.ToString();
    }

    private static int NumberEnd(string text, int start)
    {
        var at = text[start] is '-' or '+' ? start + 1 : start;
        var whole = DigitsEnd(text, at);
        if (whole < text.Length && text[whole] == '.' && DigitsEnd(text, whole + 1) is var end && end > whole + 1)
            return end;
        return whole > at ? whole : start;
    }

    private static int DigitsEnd(string text, int at)
    {
        while (at < text.Length && char.IsDigit(text[at]))
            at++;
        return at;
    }

    private static double? Length(string label, Completion completion, Func<double, double> excess) =>
        completion.TokenCount is { } length && Number(label) is { } wanted
            ? Math.Max(0, 1 - excess(length - wanted) / LengthScale)
            : null;

    private static double? Number(string label) =>
        double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
