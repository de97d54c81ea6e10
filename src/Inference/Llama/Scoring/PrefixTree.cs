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
