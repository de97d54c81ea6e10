using System.Runtime.CompilerServices;
using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Metrics.Ter;

/// <summary>
/// Edit distances between the beginnings of a hypothesis and of a reference, within sacrebleu's beam: 25 cells on either side of the diagonal that
/// runs from corner to corner, and more where the texts differ so much in length that two rows would not meet.
/// </summary>
internal sealed class BeamTable
{
    private const int Width = 25;
    private const int Infinite = int.MaxValue / 2;

    private readonly Scratch<(int First, int End, int Offset)> _rows = new();
    private readonly Scratch<int> _cells = new();
    private readonly Scratch<int> _one = new();
    private readonly Scratch<int> _other = new();

    /// <summary>The distance of the whole texts.</summary>
    internal int Distance => _cells.Items[^1];

    /// <summary>Lays the table out.</summary>
    internal void Begin(int reference, int hypothesis)
    {
        var ratio = hypothesis == 0 ? 1 : (double)reference / hypothesis;
        var beam = ratio / 2 > Width ? (int)Math.Ceiling(ratio / 2 + Width) : Width;
        var rows = _rows.Resize(hypothesis + 1);
        var (offset, widest) = (reference + 1, 0);
        rows[0] = (0, reference + 1, 0);
        for (var i = 1; i < rows.Length; i++)
        {
            var diagonal = (int)Math.Floor(i * ratio);
            var first = Math.Max(0, diagonal - beam);
            var end = i == hypothesis ? reference + 1 : Math.Min(reference + 1, diagonal + beam);
            rows[i] = (first, end, offset);
            offset += end - first;
            widest = Math.Max(widest, end - first);
        }

        var cells = _cells.Resize(offset);
        for (var j = 0; j <= reference; j++)
            cells[j] = j;
        _one.Resize(widest);
        _other.Resize(widest);
    }

    /// <summary>Computes the rows of the words from a place on; those before are as they were.</summary>
    internal void Fill(ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis, int from)
    {
        for (var i = from + 1; i < _rows.Count; i++)
            Next(Row(i - 1), First(i - 1), Row(i), First(i), reference, hypothesis[i - 1]);
    }

    /// <summary>The distance if other words stood at a place. It ends as soon as a row differs from the table's by a constant: so will the last.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="hypothesis">The hypothesis as it is in the table.</param>
    /// <param name="at">Where the other words begin.</param>
    /// <param name="words">The other words, as many as they replace.</param>
    internal int DistanceWith(ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis, int at, ReadOnlySpan<int> words)
    {
        ReadOnlySpan<int> before = Row(at);
        var row = _one.Items;
        var spare = _other.Items;
        for (var i = at + 1; i < _rows.Count; i++)
        {
            var known = Row(i);
            var next = row[..known.Length];
            var isNew = i <= at + words.Length;
            Next(before, First(i - 1), next, First(i), reference, isNew ? words[i - 1 - at] : hypothesis[i - 1]);
            if (i >= at + words.Length && IsShifted(next, known))
                return Distance + next[0] - known[0];
            before = next;
            var free = spare;
            spare = row;
            row = free;
        }

        return before[^1];
    }

    /// <summary>The least cell of a path's step into a cell.</summary>
    /// <returns>
    /// 's' for a word kept or replaced, 'd' for one deleted from the hypothesis, 'i' for one inserted, in this order where they cost the same.
    /// </returns>
    internal char Step(int i, int j, bool isSame)
    {
        if (i == 0)
            return 'i';
        if (j == 0)
            return 'd';
        var cost = At(i, j);
        if (cost == At(i - 1, j - 1) + (isSame ? 0 : 1))
            return 's';
        return cost == At(i - 1, j) + 1 ? 'd' : 'i';
    }

    private int At(int i, int j)
    {
        var (first, end, offset) = _rows.Items[i];
        return j >= first && j < end ? _cells.Items[offset + j - first] : Infinite;
    }

    private int First(int i) => _rows.Items[i].First;

    private Span<int> Row(int i)
    {
        var (first, end, offset) = _rows.Items[i];
        return _cells.Items.Slice(offset, end - first);
    }

    private static bool IsShifted(ReadOnlySpan<int> row, ReadOnlySpan<int> known)
    {
        var by = row[0] - known[0];
        for (var k = 1; k < row.Length; k++)
        {
            if (row[k] - known[k] != by)
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Next(ReadOnlySpan<int> before, int beforeFirst, Span<int> row, int first, ReadOnlySpan<int> reference, int word)
    {
        var above = first - beforeFirst; // where the cell above stands in the row before
        var left = Infinite;
        var diagonal = above > 0 && above <= before.Length ? before[above - 1] : Infinite;
        var k = 0;
        if (first == 0)
        {
            diagonal = before[0];
            row[0] = left = diagonal + 1;
            k = 1;
            above = 1;
        }

        var shared = Math.Min(row.Length - k, before.Length - above);
        if (shared > 0)
        {
            var up = before.Slice(above, shared);
            var cells = row.Slice(k, shared);
            var words = reference.Slice(first + k - 1, shared);
            for (var c = 0; c < cells.Length; c++)
            {
                var higher = up[c];
                var cost = Math.Min(diagonal + (words[c] == word ? 0 : 1), higher + 1);
                left = Math.Min(cost, left + 1);
                cells[c] = left;
                diagonal = higher;
            }

            k += shared;
        }

        for (; k < row.Length; k++)
        {
            left = Math.Min(diagonal + (reference[first + k - 1] == word ? 0 : 1), left + 1);
            row[k] = left;
            diagonal = Infinite;
        }
    }
}
