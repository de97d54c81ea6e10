using System.Globalization;

namespace Rlar;

/// <summary>One option of a tool: what it is called, what it takes, and what it is where nobody sets it.</summary>
public abstract record ToolOption
{
    private protected ToolOption(string name, string fallback, string takes, string description) =>
        (Name, Default, Takes, Description) = (name, fallback, takes, description);

    /// <summary>Its name, in kebab case.</summary>
    public string Name { get; }

    /// <summary>The value where none is given, as it would be given.</summary>
    public string Default { get; }

    /// <summary>What values it takes, in words that follow "takes": "a whole number between 1 and 64".</summary>
    public string Takes { get; }

    /// <summary>What it decides.</summary>
    public string Description { get; }

    /// <summary>A text option.</summary>
    /// <param name="name">The option's name, in kebab case.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="description">What it decides.</param>
    public static ToolOption<string> Text(string name, string fallback, string description) =>
        new(name, fallback, "a text", description, (_, text) => text);

    /// <summary>A text option that takes one of some words.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="fallback">Its default, one of <paramref name="choices"/>.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="choices">The words.</param>
    public static ToolOption<string> Choice(string name, string fallback, string description, params IReadOnlyList<string> choices) =>
        Checked(name, fallback, "one of " + string.Join(", ", choices), description, text => (choices.Contains(text), text));

    /// <summary>A yes-or-no option.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="description">What it decides.</param>
    public static ToolOption<bool> Flag(string name, bool fallback, string description) =>
        Checked(name, fallback ? "true" : "false", "one of true, false", description, text => (text is "true" or "false", text == "true"));

    /// <summary>A number option; what it takes is finite.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    public static ToolOption<double> Number(
        string name, double fallback, string description, double min = double.NegativeInfinity, double max = double.PositiveInfinity) =>
        Checked(name, fallback.ToString("R", CultureInfo.InvariantCulture), $"a number between {min} and {max}", description, text =>
        {
            var reads = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
            return (reads && double.IsFinite(number) && number >= min && number <= max, number);
        });

    /// <summary>A whole-number option.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    public static ToolOption<int> Integer(string name, int fallback, string description, int min = int.MinValue, int max = int.MaxValue) =>
        Checked(name, fallback.ToString(CultureInfo.InvariantCulture), $"a whole number between {min} and {max}", description, text =>
        {
            var reads = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            return (reads && number >= min && number <= max, number);
        });

    /// <summary>The value of a text, checked.</summary>
    /// <exception cref="ToolException">The option does not take it.</exception>
    internal abstract object? ReadBoxed(string tool, string text);

    /// <summary>The fact that a value stands for; null where there is none.</summary>
    internal abstract string? FactOf(object? value);

    /// <summary>What <see cref="FactOf"/> is called among the options; null where values stand for no facts.</summary>
    internal abstract string? FactName { get; }

    /// <summary>The options that there are only with this value.</summary>
    internal abstract IReadOnlyList<ToolOption> BroughtBy(object? value);

    private static ToolOption<T> Checked<T>(string name, string fallback, string takes, string description, Func<string, (bool Takes, T Value)> read) =>
        new(name, fallback, takes, description, (tool, text) => read(text) is (true, var value)
            ? value
            : throw new ToolException($"Tool {tool}: option {name} takes {takes}, not '{text}'."));
}
