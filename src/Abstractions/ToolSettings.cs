namespace Rlar;

/// <summary>
/// The options of one tool with the values in force: those that a user or a route gave, and defaults. Every value is read once, here. Names are
/// in kebab case; an underscore is taken for a hyphen, because the options of the reference implementations are written with it.
/// </summary>
public sealed class ToolSettings
{
    private readonly string _tool;
    private readonly Dictionary<string, string> _given = [];
    private readonly Dictionary<string, Setting> _values = [];
    private readonly SortedList<string, string> _effective = new(StringComparer.Ordinal);

    internal ToolSettings(string tool, IEnumerable<ToolOption> options, IEnumerable<ToolFact> facts, IReadOnlyDictionary<string, string> given)
    {
        _tool = tool;
        foreach (var (name, value) in given)
        {
            if (!_given.TryAdd(name.Replace('_', '-'), value))
                throw new ToolException($"Tool {tool}: option {name} is given twice.");
        }

        foreach (var fact in facts)
            AddFact(fact.Name, fact.Value());
        Read(options);
        RefuseUnknown();
    }

    /// <summary>Every option and fact, with the value in force as it was given, by name: what the version is made of.</summary>
    public IReadOnlyDictionary<string, string> Effective => _effective;

    /// <summary>The options that there are with these values, as declared; what else is in <see cref="Effective"/> is a fact.</summary>
    public IEnumerable<ToolOption> Options => _values.Values.Select(setting => setting.Option);

    /// <summary>The options that no one has asked for yet.</summary>
    internal IEnumerable<string> Unasked => _values.Where(setting => !setting.Value.IsAsked).Select(setting => setting.Key);

    /// <summary>The value of an option.</summary>
    /// <typeparam name="T">What a value is.</typeparam>
    /// <param name="option">The option, the very one that the tool's definition declares.</param>
    /// <exception cref="InvalidOperationException">The definition does not declare it.</exception>
    public T Get<T>(ToolOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        if (!_values.TryGetValue(option.Name, out var setting) || !ReferenceEquals(setting.Option, option))
            throw new InvalidOperationException($"Tool {_tool} asks for option {option.Name}, and its definition does not declare it.");
        setting.IsAsked = true;
        return (T)setting.Value!;
    }

    private void Read(IEnumerable<ToolOption> options)
    {
        var next = new Queue<ToolOption>(options);
        while (next.TryDequeue(out var option))
        {
            var text = _given.GetValueOrDefault(option.Name, option.Default);
            var value = option.ReadBoxed(_tool, text);
            if (!_values.TryAdd(option.Name, new Setting(option, value)))
                throw new InvalidOperationException($"Tool {_tool} declares option {option.Name} twice.");
            _effective[option.Name] = text;
            if (option.FactName is { } name && option.FactOf(value) is { } fact)
                AddFact(name, fact);
            foreach (var brought in option.BroughtBy(value))
                next.Enqueue(brought);
        }
    }

    private void AddFact(string name, string value) =>
        _effective[name] = _given.ContainsKey(name) ? throw new ToolException($"Tool {_tool}: {name} is no option: it is {value}.") : value;

    private void RefuseUnknown()
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

    private sealed class Setting(ToolOption option, object? value)
    {
        internal ToolOption Option { get; } = option;

        internal object? Value { get; } = value;

        internal bool IsAsked { get; set; }
    }
}
