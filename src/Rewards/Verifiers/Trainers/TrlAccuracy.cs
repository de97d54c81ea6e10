namespace Rlar.Rewards.Verifiers.Trainers;

/// <summary>TRL's accuracy_reward and reasoning_accuracy_reward, with this library's mathematics in Math-Verify's place.</summary>
internal sealed class TrlAccuracy : CompletionTool
{
    private static readonly ToolOption<string> s_delimiters =
        ToolOption.Text("delimiters", "</think>", "What ends the reasoning, with commas between them.");
    private readonly string[] _delimiters;

    private TrlAccuracy(ToolCard card, string[] delimiters)
        : base(card) => _delimiters = delimiters;

    /// <summary>How the library makes accuracy_reward. No options.</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "trl/accuracy",
            Kind = ToolKind.Verifier,
            Description = "1 where the completion's LaTeX answer equals the reference (TRL accuracy_reward): a box or marked formula, thinking that was "
                + "closed aside. A reference that is no mathematics is unscorable, as TRL gives None.",
            Requires = [ToolRequirement.Reference, TrlMath.Mathematics],
            Cost = ToolCost.Moderate,
            Provenance = "TRL accuracy_reward",
        },
        Revision: 2,
        [],
        (card, _) => new TrlAccuracy(card, []));

    /// <summary>How the library makes reasoning_accuracy_reward. Option: delimiters (&lt;/think&gt;), with commas between them.</summary>
    public static ToolDefinition Reasoning { get; } = new(
        new ToolCard
        {
            Id = "trl/reasoning-accuracy",
            Kind = ToolKind.Verifier,
            Description = "1 where the LaTeX answer after the last reasoning delimiter equals the reference (TRL reasoning_accuracy_reward); 0 without a "
                + "delimiter; unscorable where the reference is no mathematics.",
            Requires = [ToolRequirement.Reference, TrlMath.Mathematics],
            Cost = ToolCost.Moderate,
            Provenance = "TRL reasoning_accuracy_reward",
        },
        Revision: 2,
        [s_delimiters],
        (card, settings) => new TrlAccuracy(
            card, settings.Get(s_delimiters).Split(',', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } delimiters
                ? delimiters
                : throw new ToolException($"Tool {card.Id}: option delimiters names none.")));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var text = completion.Text;
        if (_delimiters.Length > 0)
        {
            // The first delimiter of the list that occurs counts, not the last that stands in the text.
            if (Array.Find(_delimiters, delimiter => text.Contains(delimiter, StringComparison.Ordinal)) is not { } delimiter)
                return Verdict.Wrong("the reasoning is not complete");
            text = text[(text.LastIndexOf(delimiter, StringComparison.Ordinal) + delimiter.Length)..];
        }

        return TrlMath.IsRight(query, text, out var why) is { } isRight
            ? isRight ? Verdict.Right(why) : Verdict.Wrong(why)
            : new RewardOutcome.Unscorable($"{Card.Id}: {why}: {Verdict.Quote(query.References[0])}");
    }
}
