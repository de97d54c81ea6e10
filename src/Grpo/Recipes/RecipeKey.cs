using YamlDotNet.RepresentationModel;

namespace Rlar.Grpo.Recipes;

/// <summary>One key that a recipe may have: the reader, the help and the file of a run all go by it.</summary>
public abstract class RecipeKey
{
    private protected RecipeKey(string path, string takes, string? fallback, string unit, string description) =>
        (Path, Takes, Default, Unit, Description) = (path, takes, fallback, unit, description);

    /// <summary>Where it stands, sections before it: optimizer.lr.</summary>
    public string Path { get; }

    /// <summary>What it takes, in words: "a whole number from 1 to 1024".</summary>
    public string Takes { get; }

    /// <summary>What it is where the recipe does not say, as it would be written; null where the recipe must say.</summary>
    public string? Default { get; }

    /// <summary>What a value counts, such as tokens; "" where it counts nothing.</summary>
    public string Unit { get; }

    /// <summary>What it decides.</summary>
    public string Description { get; }

    /// <summary>Whether it decides the numbers of a run, so that a run that goes on must have it as it was.</summary>
    public bool IsBinding { get; init; } = true;

    /// <summary>Reads a value.</summary>
    /// <exception cref="RecipeValueException">The key does not take it.</exception>
    internal abstract object ReadBoxed(YamlNode node);

    /// <summary>A value as a recipe has it, on one line.</summary>
    internal abstract string WriteBoxed(object value);
}
