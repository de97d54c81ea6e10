using YamlDotNet.RepresentationModel;

namespace Rlar.Grpo.Recipes;

/// <summary>A key with values of one kind.</summary>
/// <typeparam name="T">What a value is.</typeparam>
internal sealed class RecipeKey<T> : RecipeKey
    where T : notnull
{
    private readonly RecipeKind<T> _kind;

    internal RecipeKey(string path, RecipeKind<T> kind, string? fallback, string unit, string description)
        : base(path, kind.Takes, fallback, unit, description) => _kind = kind;

    /// <inheritdoc/>
    internal override object ReadBoxed(YamlNode node) => _kind.Read(node);

    /// <inheritdoc/>
    internal override string WriteBoxed(object value) => _kind.Write((T)value);
}
