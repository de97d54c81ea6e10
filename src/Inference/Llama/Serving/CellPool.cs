using System.Runtime.InteropServices;

namespace Rlar.Inference.Llama.Serving;

/// <summary>
/// Counts the cells of a context as the engine uses them: one for each token of a sequence, one for all sequences that share it. So it is
/// known before a request starts that it can end.
/// </summary>
/// <param name="size">How many cells the context has.</param>
/// <param name="sequences">How many sequences.</param>
internal sealed class CellPool(int size, int sequences)
{
    private readonly int[] _holders = new int[size];
    private readonly Stack<int> _free = new(Enumerable.Range(0, size).Reverse());
    private readonly List<int>[] _held = [.. Enumerable.Range(0, sequences).Select(_ => new List<int>())];

    /// <summary>How many cells no sequence holds.</summary>
    internal int Free => _free.Count;

    /// <summary>Gives a sequence more cells.</summary>
    internal void Take(int sequence, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var cell = _free.Pop();
            _holders[cell] = 1;
            _held[sequence].Add(cell);
        }
    }

    /// <summary>Lets an empty sequence hold the first cells of another, too.</summary>
    internal void Share(int source, int destination, int count)
    {
        var cells = CollectionsMarshal.AsSpan(_held[source])[..count];
        foreach (var cell in cells)
            _holders[cell]++;
        _held[destination].AddRange(cells);
    }

    /// <summary>Takes from a sequence all cells after its first ones.</summary>
    internal void Release(int sequence, int kept = 0)
    {
        var cells = _held[sequence];
        for (var index = cells.Count - 1; index >= kept; index--)
        {
            if (--_holders[cells[index]] == 0)
                _free.Push(cells[index]);
        }

        cells.RemoveRange(kept, cells.Count - kept);
    }
}
