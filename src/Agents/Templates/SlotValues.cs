namespace Rlar.Agents.Templates;

/// <summary>The values of one template's slots, checked against their types.</summary>
/// <param name="place">Where they stand in the expression.</param>
/// <param name="values">Name to value: a string, a string[], a double or a bool. A slot that is absent or null is not in it.</param>
internal sealed class SlotValues(string place, IReadOnlyDictionary<string, object> values)
{
    /// <summary>Name to value, without absent ones.</summary>
    internal IReadOnlyDictionary<string, object> All { get; } = values;

    internal string Text(string name) => (string)All[name];

    internal string? TextOrNull(string name) => All.GetValueOrDefault(name) as string;

    internal string[] Texts(string name) => All.GetValueOrDefault(name) as string[] ?? [];

    internal double? Number(string name) => All.GetValueOrDefault(name) as double?;

    internal bool Flag(string name) => All.GetValueOrDefault(name) is true;

    /// <summary>The slots min and max.</summary>
    /// <exception cref="TemplateException">Neither is given, or min is above max.</exception>
    internal CountBounds Bounds()
    {
        var (min, max) = (Number("min"), Number("max"));
        if (min is null && max is null)
            throw new TemplateException(place, "give min, max or both: without a bound every count is right.");
        if (min > max)
            throw new TemplateException(place, $"min {min} is above max {max}: no count is right.");
        return new CountBounds(min, max);
    }
}

/// <summary>Bounds of a count or number, both inclusive; null where there is none.</summary>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
internal readonly record struct CountBounds(double? Min, double? Max)
{
    // An example of so many words is still quickly made and read.
    private const int MostBeside = 4000;

    internal bool Hold(double value) => !(value < Min) && !(value > Max);

    /// <summary>Whole numbers at and beside the bounds, from <paramref name="least"/> on: n-1, n, n+1 of each.</summary>
    internal IEnumerable<int> Beside(int least)
    {
        return new[] { Min, Max }.OfType<double>().SelectMany(bound => new[] { bound - 1, bound, bound + 1 })
            .Where(value => value >= least).Select(value => (int)value).Distinct().Order()
            .Where(value => value <= MostBeside);
    }
}
