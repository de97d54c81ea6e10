namespace Rlar.Inference.Llama.Scoring;

/// <summary>The rows of one pack as a tree of the beginnings that they share.</summary>
/// <param name="rows">All rows.</param>
/// <param name="shares">Whether the model lets sequences share a beginning.</param>
internal sealed class PrefixTree(IReadOnlyList<SharedRow> rows, bool shares)
{
    // A shorter stretch costs more in steps than it saves in tokens.
    private const int SharedLeast = 8;
    private readonly PrefixNode _root = new(-1, 0, 0);

    /// <summary>The stretches that rows begin with.</summary>
    internal IReadOnlyList<PrefixNode> Roots => _root.Children;

    /// <summary>How many tokens are computed.</summary>
    internal int Size { get; private set; }

    /// <summary>Adds a row, unless the tree would grow beyond a size.</summary>
    internal bool TryAdd(int index, int most)
    {
        var row = rows[index];
        var (parent, cut) = Place(row);
        var shared = cut?.At ?? parent.End;
        if (Size + row.Count - shared > most)
            return false;
        Size += row.Count - shared;
        if (cut is { } inside)
        {
            if (inside.At < inside.Node.End)
                inside.Node.Cut(inside.At);
            parent = inside.Node;
        }

        parent.Children.Add(new PrefixNode(index, shared, row.Count));
        return true;
    }

    // The deepest node that the row has whole, and the one below it that it leaves half way.
    private (PrefixNode Parent, (PrefixNode Node, int At)? Cut) Place(SharedRow row)
    {
        var parent = _root;
        while (shares)
        {
            var (best, length) = (parent, parent.End);
            foreach (var child in parent.Children)
            {
                var same = child.Start + Same(row, child);
                if (same > length)
                    (best, length) = (child, same);
            }

            if (length - parent.End < SharedLeast)
                break;
            if (length < best.End)
                return (parent, (best, length));
            parent = best;
        }

        return (parent, null);
    }

    private int Same(SharedRow row, PrefixNode node)
    {
        var most = Math.Max(0, Math.Min(Math.Min(node.End, row.FirstOutput), row.Count) - node.Start);
        return row.Tokens.AsSpan(node.Start, most).CommonPrefixLength(rows[node.Row].Tokens.AsSpan(node.Start, most));
    }
}

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

/// <summary>A row as it is computed.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Count">How many of them are computed: 1 to their number.</param>
/// <param name="FirstOutput">The first position whose logits are wanted; those after it are, too. Only what is before it may be another row's work.</param>
/// <param name="Borders">Where the row may be cut so that what is before a cut can be kept for other rows, ascending.</param>
internal sealed record SharedRow(int[] Tokens, int Count, int FirstOutput, IReadOnlyList<int> Borders);
