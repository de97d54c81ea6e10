namespace Rlar.Grpo.Training;

/// <summary>
/// The order in which rows are asked: pass after pass over all rows, each pass shuffled. Which row stands at a position is a function of the run's seed and the
/// position alone, so that a run that goes on needs to know no more than how far it had come.
/// </summary>
/// <param name="rows">Rows, at least 1.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class PromptSource(int rows, ulong seed)
{
    private const ulong OrderStream = 1;
    private long _pass = -1;
    private int[] _order = [];

    /// <summary>The row at a position.</summary>
    internal int RowAt(long position)
    {
        if (position / rows != _pass)
            Shuffle(position / rows);
        return _order[position % rows];
    }

    /// <summary>The next rows from a position on.</summary>
    /// <param name="position">Where to begin; afterwards where the next draw begins.</param>
    /// <param name="count">How many.</param>
    /// <param name="rests">Rows that are passed over, unless a whole pass finds no other.</param>
    internal IReadOnlyList<PromptDraw> Next(ref long position, int count, Func<int, bool> rests)
    {
        var draws = new List<PromptDraw>(count);
        var passedOver = 0;
        while (draws.Count < count)
        {
            var draw = new PromptDraw(position, RowAt(position));
            position++;
            if (passedOver < rows && rests(draw.Row))
            {
                passedOver++;
                continue;
            }

            draws.Add(draw);
        }

        return draws;
    }

    private void Shuffle(long pass)
    {
        _order = [.. Enumerable.Range(0, rows)];
        var state = DrawSeeds.Of(seed, OrderStream, (ulong)pass);
        for (var i = rows - 1; i > 0; i--)
        {
            var j = DrawSeeds.Below(ref state, i + 1);
            (_order[i], _order[j]) = (_order[j], _order[i]);
        }

        _pass = pass;
    }
}
