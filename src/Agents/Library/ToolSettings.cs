using System.Globalization;

namespace Rlar.Agents.Library;

/// <summary>
/// The options that a user or a route gives a tool, read by name with a default. Every read is remembered, so that what nobody read
/// can be refused and what decides a verdict goes into the tool's version. Names are in kebab case; an underscore is taken for a hyphen,
/// because the options of the reference implementations are written with it.
/// </summary>
public sealed class ToolSettings
{
    private readonly string _tool;
    private readonly Dictionary<string, string> _given = [];
    private readonly SortedDictionary<string, string> _effective = new(StringComparer.Ordinal);

    /// <summary>Takes the options as given.</summary>
    /// <param name="tool">The tool's id, for messages.</param>
    /// <param name="given">Option to value, as after <c>--set option=value</c>.</param>
    /// <exception cref="ToolException">An option is given twice, with a hyphen and with an underscore.</exception>
    public ToolSettings(string tool, IReadOnlyDictionary<string, string> given)
    {
        _tool = tool;
        foreach (var (name, value) in given)
        {
            if (!_given.TryAdd(name.Replace('_', '-'), value))
                throw new ToolException($"Tool {tool}: option {name} is given twice.");
        }
    }

    /// <summary>Every option that the tool read, with the value in force, by name.</summary>
    public IReadOnlyDictionary<string, string> Effective => _effective;

    /// <summary>A text option.</summary>
    /// <param name="name">The option's name, in kebab case.</param>
    /// <param name="fallback">Its default.</param>
    public string Text(string name, string fallback) => _effective[name] = _given.GetValueOrDefault(name, fallback);

    /// <summary>A text option that takes one of some words.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="fallback">Its default, one of <paramref name="choices"/>.</param>
    /// <param name="choices">The words.</param>
    /// <exception cref="ToolException">Another word was given.</exception>
    public string Choice(string name, string fallback, params ReadOnlySpan<string> choices)
    {
        var value = Text(name, fallback);
        return choices.Contains(value) ? value : throw Refused(name, value, "one of " + string.Join(", ", choices!));
    }

    /// <summary>A yes-or-no option.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="fallback">Its default.</param>
    /// <exception cref="ToolException">Neither true nor false was given.</exception>
    public bool Flag(string name, bool fallback) =>
        Choice(name, fallback ? "true" : "false", "true", "false") == "true";

    /// <summary>A number option.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    /// <exception cref="ToolException">Not a number, or outside the bounds.</exception>
    public double Number(string name, double fallback, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        var value = Text(name, fallback.ToString("R", CultureInfo.InvariantCulture));
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && number >= min && number <= max
            ? number
            : throw Refused(name, value, $"a number between {min} and {max}");
    }

    /// <summary>A whole-number option.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    /// <exception cref="ToolException">Not a whole number, or outside the bounds.</exception>
    public int Integer(string name, int fallback, int min = int.MinValue, int max = int.MaxValue)
    {
        var value = Text(name, fallback.ToString(CultureInfo.InvariantCulture));
        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Refused(name, value, $"a whole number between {min} and {max}");
    }

    /// <summary>Something that decides verdicts, goes into the version, and is no option: the hash of a model's file, a table's.</summary>
    /// <param name="name">What it is called among the options.</param>
    /// <param name="value">What it is.</param>
    /// <exception cref="ToolException">It was given as an option.</exception>
    public void Fact(string name, string value) =>
        _effective[name] = _given.ContainsKey(name) ? throw new ToolException($"Tool {_tool}: {name} is no option: it is {value}.") : value;

    /// <summary>Refuses options that the tool never asked for.</summary>
    /// <exception cref="ToolException">An option was given that the tool does not have.</exception>
    public void RefuseUnread()
    {
        foreach (var name in _given.Keys)
        {
            if (!_effective.ContainsKey(name))
            {
                var known = _effective.Count == 0 ? "it has none" : "it has " + string.Join(", ", _effective.Keys);
                throw new ToolException($"Tool {_tool} has no option '{name}'; {known}.");
            }
        }
    }

    private ToolException Refused(string name, string value, string wanted) =>
        new($"Tool {_tool}: option {name} takes {wanted}, not '{value}'.");
}
