using Rlar.Scoring.Doubts;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>One row to be done: a line of the input, and what was written of it before, if it was.</summary>
/// <param name="Read">The line.</param>
/// <param name="Kept">The row of the output, or null for one that is to be scored.</param>
/// <param name="Retries">Whether those of its completions that failed are to be scored again.</param>
internal sealed record RowWork(LineRead Read, OutputRow? Kept, bool Retries);

/// <summary>What became of one input line: a scored group, a row that was kept, or the reason why it is no row.</summary>
/// <param name="Bytes">Length of the line, for the progress.</param>
/// <param name="Error">Why the line is no row, or null.</param>
internal sealed record RowDone(int Bytes, InputException? Error)
{
    /// <summary>The hash of the line.</summary>
    internal ulong Input { get; init; }

    /// <summary>The key of its group, where groups stand in several rows.</summary>
    internal RowKey? Key { get; init; }

    /// <summary>What was seen of the line, where it was scored for the first time.</summary>
    internal RowLook? Look { get; init; }

    /// <summary>What was scored now: the whole group, or those of its completions that were scored again. Null where nothing was.</summary>
    internal ScoredGroup? Scored { get; init; }

    /// <summary>Which completions of the row were scored again; null where they are all there are.</summary>
    internal IReadOnlyList<int>? Again { get; init; }

    /// <summary>The row as it is kept, with what was scored again in it. Null for a row that is new.</summary>
    internal OutputRow? Kept { get; init; }

    /// <summary>The completions' lengths, where they are needed and known.</summary>
    internal IReadOnlyList<int>? Lengths { get; init; }

    /// <summary>The advantages; null where there are none, or they are to come, or stay as they stand in the row that is kept.</summary>
    internal GroupAdvantages? Advantages { get; init; }

    /// <summary>The row as an estimator sees it.</summary>
    internal RewardedGroup Rewarded => Kept is null ? RewardedGroup.Of(Scored!) : new RewardedGroup(Kept.Group.Rewards, Lengths);

    /// <summary>Writes the row.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="withLengths">Whether lengths stand in the place of advantages, which are still to be computed.</param>
    /// <returns>The JSON without a line end, valid until the writer's next call.</returns>
    internal ReadOnlySpan<byte> Write(OutcomeWriter writer, bool withLengths)
    {
        if (Kept is null)
        {
            // Most rows have their advantages already, and are not copied to be given them.
            var scored = ReferenceEquals(Scored!.Advantages, Advantages) ? Scored : Scored with { Advantages = Advantages };
            return writer.Write(scored, withLengths, withLengths ? Key : null).Span;
        }

        if (withLengths)
            return Kept.With(OutcomeWriter.Members(Key, Lengths));
        return Advantages is null ? Kept.Bytes : Kept.With(writer.Member(Advantages));
    }
}
