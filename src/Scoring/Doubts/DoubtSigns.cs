namespace Rlar.Scoring.Doubts;

/// <summary>What can be seen of completions without knowing the right answer. Each is counted over the groups of one doubt.</summary>
/// <param name="Completions">Completions looked at.</param>
/// <param name="Empty">Blank ones.</param>
/// <param name="Unfinished">Those whose thinking was begun and never closed.</param>
/// <param name="HoldPrompt">Those that begin with the prompt: the column holds the whole text, not the answer.</param>
/// <param name="AreReference">Those that are the reference, word for word, where it is longer than an answer of a few words.</param>
public readonly record struct DoubtSigns(long Completions, long Empty, long Unfinished, long HoldPrompt, long AreReference)
{
    // Shorter prompts and references are repeated by honest answers.
    private const int LongEnough = 24;

    /// <summary>Both.</summary>
    /// <param name="other">Other completions.</param>
    internal DoubtSigns Plus(in DoubtSigns other) => new(
        Completions + other.Completions,
        Empty + other.Empty,
        Unfinished + other.Unfinished,
        HoldPrompt + other.HoldPrompt,
        AreReference + other.AreReference);

    /// <summary>The signs of a group.</summary>
    internal static DoubtSigns Of(RolloutGroup group)
    {
        var (empty, unfinished, holdPrompt, areReference) = (0, 0, 0, 0);
        var question = group.Query.Question.AsSpan().Trim();
        foreach (var completion in group.Completions)
        {
            var text = completion.Text.AsSpan().Trim();
            empty += text.Length == 0 ? 1 : 0;
            unfinished += ThinkingSection.IsUnfinished(completion.Text) ? 1 : 0;
            holdPrompt += question.Length >= LongEnough && text.StartsWith(question, StringComparison.Ordinal) ? 1 : 0;
            foreach (var reference in group.Query.References)
            {
                if (reference.Length >= LongEnough && text.SequenceEqual(reference.AsSpan().Trim()))
                {
                    areReference++;
                    break;
                }
            }
        }

        return new DoubtSigns(group.Completions.Count, empty, unfinished, holdPrompt, areReference);
    }
}
