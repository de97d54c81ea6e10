using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Trainers;

/// <summary>verl's GSM8K reward: a number of the last 300 characters, compared as text.</summary>
internal sealed partial class VerlGsm8k : CompletionTool
{
    private const int Clip = 300;
    private static readonly ToolOption<string> s_method =
        ToolOption.Choice("method", "strict", "Whether the answer must follow ####, or the last number counts.", "strict", "flexible");
    private static readonly ToolOption<double> s_formatScore =
        ToolOption.Number("format-score", 0, "The value of a wrong answer that was found.", min: 0, max: 1);
    private static readonly ToolOption<double> s_score = ToolOption.Number("score", 1, "The value of a right answer.", min: 0, max: 1);
    private readonly bool _isStrict;
    private readonly double _format;
    private readonly double _score;

    private VerlGsm8k(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _isStrict = settings.Get(s_method) == "strict";
        _format = settings.Get(s_formatScore);
        _score = settings.Get(s_score);
    }

    /// <summary>How the library makes it. Options: method strict|flexible (strict), format-score (0), score (1).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "verl/gsm8k",
            Kind = ToolKind.Verifier,
            Description = "verl's gsm8k reward: of the last 300 characters the number after the last #### (strict) or the last number (flexible), as text: "
                + "72. is not 72 and 72.0 is not 72; flexible keeps commas, so 1,000 is not 1000, and reads numbers inside the thinking. "
                + "Use numeric-match for the amount.",
            Requires = [ToolRequirement.Reference],
            Provenance = "verl verl/utils/reward_score/gsm8k.py",
        },
        Revision: 1,
        [s_method, s_formatScore, s_score],
        (card, settings) => new VerlGsm8k(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var text = Tail(completion.Text);
        if ((_isStrict ? Strict(text) : Flexible(text)) is not { } answer)
            return Verdict.Wrong("no number in the form asked for");
        return query.References.Select(Gold).Contains(answer)
            ? new RewardOutcome.Scored(_score)
            : new RewardOutcome.Scored(_format) { Reason = $"read {Verdict.Quote(answer)}" };
    }

    private static string? Strict(string text) =>
        Marked().Matches(text) is { Count: > 0 } found ? found[^1].Groups["number"].Value.Replace(",", "", StringComparison.Ordinal) : null;

    // Where every match is a lone point, the loop of the original ends on the first one.
    private static string? Flexible(string text)
    {
        var found = Number().Matches(text).Select(match => match.Value).ToArray();
        return found.Length == 0 ? null : Array.FindLast(found, number => number != ".") ?? found[0];
    }

    // verl's data sets keep of GSM8K's worked solution what follows ####, without commas.
    private static string Gold(string reference)
    {
        var mark = reference.LastIndexOf("#### ", StringComparison.Ordinal);
        return mark < 0 ? reference : reference[(mark + 5)..].Replace(",", "", StringComparison.Ordinal).Trim();
    }

    // Python counts characters where .NET counts halves of those beyond the first plane.
    private static string Tail(string text)
    {
        var at = text.Length;
        for (var i = 0; i < Clip && at > 0; i++)
            at -= at > 1 && char.IsSurrogatePair(text, at - 2) ? 2 : 1;
        return text[at..];
    }

    [GeneratedRegex(@"#### (?<number>-?[0-9.,]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    [GeneratedRegex(@"-?[0-9.,]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
