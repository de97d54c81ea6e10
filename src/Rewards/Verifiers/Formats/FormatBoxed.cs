using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Formats;

/// <summary>1 where the answer stands in a box.</summary>
internal sealed class FormatBoxed : CompletionTool
{
    private static readonly ToolOption<bool> s_several = ToolOption.Flag("several", false, "Whether there may be several boxes.");
    private readonly bool _several;

    private FormatBoxed(ToolCard card, bool several)
        : base(card) => _several = several;

    /// <summary>How the library makes it. Option: several (false: exactly one box).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "format/boxed",
            Kind = ToolKind.Format,
            Description = "1 where exactly one \\boxed{} with something in it stands after the thinking. "
                + "It reads the form alone, not the answer.",
        },
        Revision: 1,
        [s_several],
        (card, settings) => new FormatBoxed(card, settings.Get(s_several)));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        if (ThinkingSection.Answer(completion.Text) is not { } answer)
            return Verdict.Wrong("no answer after the thinking");
        var boxes = BoxedAnswer.All(answer);
        var filled = boxes.Count > 0 && boxes.All(box => !string.IsNullOrWhiteSpace(box.Content));
        return filled && (_several || boxes.Count == 1) ? Verdict.Right() : Verdict.Wrong($"{boxes.Count} boxes");
    }
}
