namespace Rlar;

/// <summary>An option whose values are read as <typeparamref name="T"/>, once, when its tool is made.</summary>
/// <typeparam name="T">What a value is.</typeparam>
public sealed record ToolOption<T> : ToolOption
{
    private readonly Func<string, string, T> _read;

    /// <summary>Creates an option that reads its values in a way of its own; <see cref="ToolOption"/> makes the usual ones.</summary>
    /// <param name="name">Its name, in kebab case.</param>
    /// <param name="fallback">The value where none is given, as it would be given.</param>
    /// <param name="takes">What values it takes, in words that follow "takes".</param>
    /// <param name="description">What it decides.</param>
    /// <param name="read">Reads a value, given the tool's id and the text; throws <see cref="ToolException"/> for one that it does not take.</param>
    public ToolOption(string name, string fallback, string takes, string description, Func<string, string, T> read)
        : base(name, fallback, takes, description) => _read = read;

    /// <summary>
    /// What decides verdicts where a value only names it, for the version: the text of the file that it names, the hash of the model. Null, the
    /// default, where the value itself decides; a fact that is null is left out.
    /// </summary>
    public (string Name, Func<T, string?> Value)? Fact { get; init; }

    /// <summary>The options that a value brings with it, which the tool does not have with another. Default: none.</summary>
    public Func<T, IReadOnlyList<ToolOption>>? Brings { get; init; }

    /// <inheritdoc/>
    internal override string? FactName => Fact?.Name;

    /// <summary>Reads a value.</summary>
    /// <param name="tool">The tool's id, for the message.</param>
    /// <param name="text">The value as given.</param>
    /// <exception cref="ToolException">The option does not take it.</exception>
    public T Read(string tool, string text) => _read(tool, text);

    /// <inheritdoc/>
    internal override object? ReadBoxed(string tool, string text) => _read(tool, text);

    /// <inheritdoc/>
    internal override string? FactOf(object? value) => Fact?.Value((T)value!);

    /// <inheritdoc/>
    internal override IReadOnlyList<ToolOption> BroughtBy(object? value) => Brings?.Invoke((T)value!) ?? [];
}
