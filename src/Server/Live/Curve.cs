namespace Rlar.Server.Live;

/// <summary>A tally along the axis of its run.</summary>
/// <param name="axis">The axis.</param>
internal sealed class Curve(Axis axis)
{
    private Bucket[] _points = [];
    private long _width = axis.Width;

    /// <summary>The bucket of a point that the axis gave, to be added to.</summary>
    internal ref Bucket At(int point)
    {
        Fit();
        if (point >= _points.Length)
            Array.Resize(ref _points, Math.Min(axis.Points, Math.Max(16, Math.Max(point + 1, _points.Length * 2))));
        return ref _points[point];
    }

    /// <summary>A copy of the buckets from a point to the axis's last one.</summary>
    internal Bucket[] From(int point)
    {
        Fit();
        var copy = new Bucket[Math.Max(0, axis.Last + 1 - point)];
        if (point < _points.Length)
            _points.AsSpan(point, Math.Min(copy.Length, _points.Length - point)).CopyTo(copy);
        return copy;
    }

    // As often as the axis was widened since: neighbours become one.
    private void Fit()
    {
        for (; _width < axis.Width; _width *= 2)
        {
            for (var i = 0; i < _points.Length; i++)
            {
                var bucket = _points[i];
                _points[i] = default;
                _points[i / 2].Add(bucket);
            }
        }
    }
}
