namespace Rlar.Inference.Llama.Scoring;

/// <summary>A stretch of tokens that is computed once, for all rows below it.</summary>
/// <param name="row">The row that computes it: the first one that had it.</param>
/// <param name="start">Its first position.</param>
/// <param name="end">The position after its last.</param>
internal sealed class PrefixNode(int row, int start, int end)
{
    /// <summary>The row that computes it.</summary>
    internal int Row { get; } = row;

    /// <summary>Its first position.</summary>
    internal int Start { get; } = start;

    /// <summary>The position after its last.</summary>
    internal int End { get; private set; } = end;

    /// <summary>What follows it.</summary>
    internal List<PrefixNode> Children { get; private set; } = [];

    /// <summary>Cuts it in two at a position inside; what followed it follows the second part.</summary>
    internal void Cut(int position)
    {
        Children = [new PrefixNode(Row, position, End) { Children = Children }];
        End = position;
    }
}
