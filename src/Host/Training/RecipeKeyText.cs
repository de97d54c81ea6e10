using Rlar.Grpo.Recipes;

namespace Rlar.Host.Training;

/// <summary>The keys of a recipe, for a reader.</summary>
internal static class RecipeKeyText
{
    /// <summary>Writes them, each with what it takes, its default and what it decides.</summary>
    internal static void Write(TextWriter output)
    {
        foreach (var key in RecipeKeys.All)
        {
            output.WriteLine($"{key.Path}: {key.Default ?? "(needed)"}{(key.Unit.Length > 0 ? $"   {key.Unit}" : "")}");
            output.WriteLine($"    {key.Description}");
            output.WriteLine($"    Takes {key.Takes}.");
        }
    }
}
