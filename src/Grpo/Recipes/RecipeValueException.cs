using YamlDotNet.RepresentationModel;

namespace Rlar.Grpo.Recipes;

/// <summary>A value that its key does not take, before it is known which key and file that is.</summary>
internal sealed class RecipeValueException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="node">The value.</param>
    /// <param name="reason">What follows the key's name in the message, without a full stop.</param>
    internal RecipeValueException(YamlNode node, string reason)
        : base(reason) => Line = node.Start.Line;

    /// <summary>The value's line, from 1.</summary>
    internal long Line { get; }
}
