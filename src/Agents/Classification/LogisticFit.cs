using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rlar.Agents.Classification;

/// <summary>
/// Fits a <see cref="LinearHead"/>: minimises the mean cross-entropy plus L2/2 times the squared weights (not the intercepts) by L-BFGS (Nocedal and
/// Wright, Numerical Optimization, algorithm 7.5) with a backtracking line search. One thread, sums in the order of the examples: the same bits each time.
/// </summary>
internal sealed class LogisticFit
{
    private const int Memory = 8;
    private const double SmallestFall = 1e-6;

    private readonly IReadOnlyList<SparseVector> _examples;
    private readonly int[] _labels;
    private readonly double[] _shares;
    private readonly int _width;
    private readonly int _classes;

    // The labels of a row, filled up to whole vectors; what fills them stays 0.
    private readonly int _stride;
    private readonly double _penalty;

    private LogisticFit(IReadOnlyList<SparseVector> examples, int[] labels, double[] shares, int width, int classes, double penalty) =>
        (_examples, _labels, _shares, _width, _classes, _stride, _penalty) =
            (examples, labels, shares, width, classes, (classes + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count, penalty);

    /// <summary>Fits.</summary>
    /// <param name="examples">N vectors.</param>
    /// <param name="labels">N indices into <paramref name="names"/>.</param>
    /// <param name="names">K labels.</param>
    /// <param name="width">D.</param>
    /// <param name="penalty">L2, above 0.</param>
    /// <param name="steps">The most steps of the search.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    internal static LinearHead Fit(
        IReadOnlyList<SparseVector> examples,
        int[] labels,
        IReadOnlyList<string> names,
        int width,
        double penalty,
        int steps,
        CancellationToken cancellationToken)
    {
        // Each label weighs the same in sum, however many prompts it has.
        var counts = new int[names.Count];
        foreach (var label in labels)
            counts[label]++;
        var present = counts.Count(count => count > 0);
        var shares = labels.Select(label => 1.0 / present / counts[label]).ToArray();
        // Only features that some example has: the others' weights are 0.
        var used = examples.SelectMany(example => example.Indices).Distinct().Order().ToArray();
        var places = new int[width];
        for (var place = 0; place < used.Length; place++)
            places[used[place]] = place;
        var dense = examples.Select(example => example with { Indices = Array.ConvertAll(example.Indices, index => places[index]) }).ToArray();
        var fit = new LogisticFit(dense, labels, shares, used.Length, names.Count, penalty);
        var found = fit.Search(steps, cancellationToken);
        var weights = new float[(width + 1) * names.Count];
        for (var place = 0; place <= used.Length; place++)
        {
            var row = place == used.Length ? width : used[place];
            for (var label = 0; label < names.Count; label++)
                weights[(row * names.Count) + label] = (float)found[(place * fit._stride) + label];
        }

        return new LinearHead(names, width, weights);
    }

    private double[] Search(int steps, CancellationToken cancellationToken)
    {
        var point = new double[(_width + 1) * _stride];
        var slope = new double[point.Length];
        var value = Loss(point, slope);
        var history = new LinkedList<(double[] Step, double[] Change, double Product)>();
        for (var step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var direction = Direction(slope, history);
            var descent = Dot(direction, slope);
            if (descent >= 0)
                break;
            var (next, nextSlope) = (new double[point.Length], new double[point.Length]);
            var length = history.Count == 0 ? 1 / Math.Sqrt(Dot(slope, slope)) : 1.0;
            double after;
            for (var tries = 0; ; tries++, length /= 2)
            {
                for (var index = 0; index < point.Length; index++)
                    next[index] = point[index] + (length * direction[index]);
                after = Loss(next, nextSlope);
                if (after <= value + (1e-4 * length * descent))
                    break;
                if (tries == 30)
                    return point;
            }

            var moved = new double[point.Length];
            var changed = new double[point.Length];
            for (var index = 0; index < point.Length; index++)
                (moved[index], changed[index]) = (next[index] - point[index], nextSlope[index] - slope[index]);
            if (Dot(moved, changed) is > 1e-12 and var product)
                history.AddLast((moved, changed, product));
            if (history.Count > Memory)
                history.RemoveFirst();
            var fall = value - after;
            (point, slope, value) = (next, nextSlope, after);
            if (fall < SmallestFall * Math.Abs(value))
                break;
        }

        return point;
    }

    // The two-loop recursion.
    private static double[] Direction(double[] slope, LinkedList<(double[] Step, double[] Change, double Product)> history)
    {
        var direction = Array.ConvertAll(slope, value => -value);
        var factors = new Stack<double>();
        for (var node = history.Last; node is not null; node = node.Previous)
        {
            var factor = Dot(node.Value.Step, direction) / node.Value.Product;
            factors.Push(factor);
            AddScaled(direction, node.Value.Change, -factor);
        }

        if (history.Last is { } newest)
        {
            var scale = newest.Value.Product / Dot(newest.Value.Change, newest.Value.Change);
            for (var index = 0; index < direction.Length; index++)
                direction[index] *= scale;
        }

        for (var node = history.First; node is not null; node = node.Next)
            AddScaled(direction, node.Value.Step, factors.Pop() - (Dot(node.Value.Change, direction) / node.Value.Product));
        return direction;
    }

    private double Loss(double[] point, double[] slope)
    {
        var intercepts = _width * _stride;
        var loss = 0.0;
        for (var index = 0; index < intercepts; index++)
        {
            loss += _penalty / 2 * point[index] * point[index];
            slope[index] = _penalty * point[index];
        }

        Array.Clear(slope, intercepts, _stride);
        Span<double> logits = stackalloc double[_stride];
        Span<double> errors = stackalloc double[_stride];
        for (var example = 0; example < _examples.Count; example++)
        {
            var (indices, values) = (_examples[example].Indices, _examples[example].Values);
            point.AsSpan(intercepts, _stride).CopyTo(logits);
            for (var entry = 0; entry < indices.Length; entry++)
                AddScaled(logits, point.AsSpan(indices[entry] * _stride, _stride), values[entry]);
            var probabilities = LinearHead.Softmax(logits[.._classes], 1);
            loss -= _shares[example] * Math.Log(Math.Max(probabilities[_labels[example]], 1e-300));
            probabilities[_labels[example]] -= 1;
            for (var label = 0; label < _classes; label++)
                errors[label] = probabilities[label] * _shares[example];
            AddScaled(slope.AsSpan(intercepts, _stride), errors, 1);
            for (var entry = 0; entry < indices.Length; entry++)
                AddScaled(slope.AsSpan(indices[entry] * _stride, _stride), errors, values[entry]);
        }

        return loss;
    }

    // Products are rounded before they are added, so that the bits are the same with and without fused instructions.
    private static void AddScaled(Span<double> to, ReadOnlySpan<double> from, double factor)
    {
        var sums = MemoryMarshal.Cast<double, Vector256<double>>(to);
        var addends = MemoryMarshal.Cast<double, Vector256<double>>(from);
        for (var index = 0; index < sums.Length; index++)
            sums[index] += addends[index] * factor;
    }

    private static double Dot(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var index = 0; index < one.Length; index++)
            sum += one[index] * other[index];
        return sum;
    }
}
