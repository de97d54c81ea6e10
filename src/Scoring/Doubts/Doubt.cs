using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Doubts;

/// <summary>What a tool said of rows of one shape, where it looks as if it had not read them as they were meant.</summary>
/// <param name="Kind">What is odd.</param>
/// <param name="Tool">The tool's id; "" where no tool suits these rows.</param>
/// <param name="Shape">The columns of these rows and what they hold, "answer: text, completions: list"; or "other shapes" where there are too many.</param>
/// <param name="Groups">Groups that are odd.</param>
/// <param name="Of">Groups of this shape that the tool was asked about.</param>
/// <param name="Example">The first of them.</param>
/// <param name="Unread">Columns of the example that nothing was read from.</param>
/// <param name="Signs">What can be seen of the odd groups' completions; nothing was looked for where the reward is not the lowest.</param>
public sealed record Doubt(
    DoubtKind Kind, string Tool, string Shape, long Groups, long Of, DoubtExample Example, IReadOnlyList<UnreadColumn> Unread, DoubtSigns Signs)
{
    /// <summary>
    /// Whether a person should look before training: all groups of the shape are so, or at least half of them where columns were not read. Else
    /// they may be groups that the policy simply got wrong.
    /// </summary>
    public bool IsStrong => Groups == Of || (Unread.Count > 0 && 2 * Groups >= Of);
}
