namespace Rlar.Grpo.Report;

/// <summary>A line as columns of pixels: each step one of its own where there is room, else aggregates, so that a drawing's size is bounded.</summary>
internal static class PixelColumns
{
    /// <summary>The columns that have a value, in runs without a gap between.</summary>
    /// <param name="line">The line.</param>
    /// <param name="axis">The axis of the steps.</param>
    /// <param name="width">Columns at most.</param>
    internal static List<List<PixelColumn>> Of(ChartLine line, Axis axis, int width)
    {
        var runs = new List<List<PixelColumn>>();
        var isNew = true;
        for (int first = 0, end; first < line.Steps.Count; first = end)
        {
            end = first + 1;
            if (line.Steps.Count > width)
            {
                var column = Column(line.Steps[first]);
                while (end < line.Steps.Count && Column(line.Steps[end]) == column)
                    end++;
            }

            if (Aggregate(line, first, end) is not { } drawn)
            {
                isNew = true;
                continue;
            }

            if (isNew)
                runs.Add([]);
            runs[^1].Add(drawn);
            isNew = false;
        }

        return runs;

        int Column(double step) => (int)Math.Min(width - 1, axis.Place(step, 0, width));
    }

    private static PixelColumn? Aggregate(ChartLine line, int first, int end)
    {
        double steps = 0, sum = 0, low = double.PositiveInfinity, high = double.NegativeInfinity, spread = 0;
        var count = 0;
        for (var i = first; i < end; i++)
        {
            var value = line.Values[i];
            if (!double.IsFinite(value))
                continue;
            count++;
            steps += line.Steps[i];
            sum += value;
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
            spread += line.Spread?[i] ?? double.NaN;
        }

        return count == 0 ? null : new PixelColumn(steps / count, sum / count, low, high, spread / count, count);
    }
}

/// <summary>What is drawn in one column of pixels: the mean of its steps, their lowest and highest value, and their mean standard deviation.</summary>
/// <param name="Step">Mean of the steps.</param>
/// <param name="Mean">Mean of the values.</param>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
/// <param name="Spread">Mean standard deviation; not a number where there is none.</param>
/// <param name="Count">Steps.</param>
internal readonly record struct PixelColumn(double Step, double Mean, double Low, double High, double Spread, int Count);
