using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Doubts;

/// <summary>What is seen of a row while its line is at hand.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Shape">Its shape (<see cref="RowShape.Hash"/>).</param>
/// <param name="Id">The hash of its id.</param>
/// <param name="Prompt">The hash of its prompt, where anybody asks.</param>
/// <param name="Group">The hash of the key that it is grouped by, where it is.</param>
internal sealed record RowLook(long Line, ulong Shape, RowKey Id, RowKey? Prompt, RowKey? Group)
{
    /// <summary>Details of a row that is the first of its kind in doubt, as far as anybody knows yet; else null.</summary>
    internal RowDetails? Details { get; init; }

    /// <summary>What can be seen of the completions of a group that some tool gave nothing.</summary>
    internal DoubtSigns Signs { get; init; }
}

/// <summary>What is told of a row in doubt.</summary>
/// <param name="Shape">Its shape in words.</param>
/// <param name="Unread">The columns that nothing was read from.</param>
internal sealed record RowDetails(string Shape, IReadOnlyList<UnreadColumn> Unread);
