using Rlar.Grpo.Advantages;
using Rlar.Grpo.Recipes;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Recipes;

public sealed class RecipeDocsTests
{
    [Fact]
    public void TrainingPage_EveryKey_IsListedWithItsDefault()
    {
        var lines = File.ReadAllLines(Path.Combine(SharedData.Repository, "docs", "training.md"));

        foreach (var key in RecipeKeys.All)
            Assert.Contains(Line(key), lines);
    }

    [Theory]
    [InlineData("stories.yaml")]
    [InlineData("arithmetic.yaml")]
    [InlineData("smollm2.yaml")]
    [InlineData("rlar.yaml")]
    public void Examples_AreRecipes(string name)
    {
        var path = Path.Combine(SharedData.Repository, "examples", "recipes", name);

        var recipe = Recipe.Parse(File.ReadAllText(path), name);

        Assert.All(recipe.Data.Concat(recipe.HeldOut), file => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, file))));
        _ = LossRecipe.Read(recipe, isExact: false);
        _ = AdvantageRecipe.Read(recipe, ShapingKernels.Cpu());
    }

    private static string Line(RecipeKey key) =>
        $"| `{key.Path}` | {(key.Default is null ? "needed" : $"`{key.Default}`")} | {key.Takes}{(key.Unit.Length > 0 ? $"; {key.Unit}" : "")} | "
            + $"{key.Description} |";
}
