using Rlar.Grpo.Recipes;

namespace Rlar.Grpo.Tests.Recipes;

public sealed class RecipeTests
{
    private const string Least = "model: stories15M\ndata: rows.jsonl\n";

    [Fact]
    public void Parse_NothingButModelAndData_HasDefaults()
    {
        var recipe = Recipe.Parse(Least, "r.yaml");

        Assert.Equal(["rows.jsonl"], recipe.Get(RecipeKeys.Data));
        Assert.Equal(16, recipe.Get(RecipeKeys.Batch));
        Assert.Empty(recipe.Get(RecipeKeys.Rewards));
    }

    [Fact]
    public void All_Defaults_AreTakenByTheirKeys()
    {
        Assert.Equal(RecipeKeys.All.Count, RecipeKeys.All.Select(key => key.Path).Distinct().Count());
        foreach (var key in RecipeKeys.All)
        {
            Assert.NotEmpty(key.Description);
            if (key.Default is not null)
                Assert.NotNull(RecipeDocument.DefaultOf(key));
        }
    }

    [Fact]
    public void Write_EveryDefault_ReadsAsTheSameRecipe()
    {
        var recipe = Recipe.Parse(
            Least + "rewards: [math, {tool: length, weight: linear:1:0:100, options: {max: 20}}]\noptimizer: {lr: 3e-5, betas: [0.9, 0.95]}\n"
            + "rollout: {stop: [\"\\n\", 'Q: x']}\nadvantages: {of: tools, weights: {math: 2}}\n",
            "r.yaml");
        var written = recipe.Write();

        var again = Recipe.Parse(written, "again");

        Assert.Null(recipe.FirstDifference(again));
        Assert.Equal(written, again.Write());
        Assert.All(RecipeKeys.All, key => Assert.Equal(recipe.WriteValue(key), again.WriteValue(key)));
    }

    [Theory]
    [InlineData("stepz: 3", "r.yaml:3", "did you mean steps?")]
    [InlineData("optimizer:\n  lrr: 3", "r.yaml:4", "did you mean optimizer.lr?")]
    [InlineData("max_tokens: 3", "r.yaml:3", "did you mean rollout.max_tokens?")]
    [InlineData("steps: many", "r.yaml:3", "'steps' takes a whole number from 0, not 'many'")]
    [InlineData("rollout:\n\n  staleness: 2", "r.yaml:5", "from 0 to 1, not '2'")]
    [InlineData("rollout:\n  engine: lama", "r.yaml:4", "did you mean llama?")]
    [InlineData("optimizer: fast", "r.yaml:3", "has keys of its own")]
    [InlineData("mask_truncated: yes", "r.yaml:3", "takes true or false, not 'yes'")]
    [InlineData("rewards: [{tool: math, wieght: 1}]", "r.yaml:3", "'wieght'")]
    [InlineData("rewards: [{tool: math, weight: often}]", "r.yaml:3", "weight")]
    [InlineData("rewards: [math, math]", "r.yaml:3", "twice")]
    [InlineData("steps: 1\nsteps: 2", "r.yaml:4", "YAML")]
    [InlineData("optimizer: {lr: .nan}", "r.yaml:3", "takes a number above 0")]
    public void Parse_WhatNoKeyTakes_IsRefusedWithItsLine(string yaml, string place, string reason)
    {
        var error = Assert.Throws<TrainingException>(() => Recipe.Parse(Least + yaml + "\n", "r.yaml"));

        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WithoutModel_SaysWhatIsMissing() =>
        Assert.Contains("'model'", Assert.Throws<TrainingException>(() => Recipe.Parse("data: x", "r.yaml")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Settings_GoBeforeTheText()
    {
        var recipe = Recipe.Parse(Least + "steps: 3\nrollout: {top_k: 4}\n", "r.yaml", "steps=7", "data=[a, b]", "rollout.top_p=0.5");

        Assert.Equal(7, recipe.Get(RecipeKeys.Steps));
        Assert.Equal(["a", "b"], recipe.Get(RecipeKeys.Data));
        Assert.Equal(0.5, recipe.Get(RecipeKeys.TopP));
        Assert.Equal(4, recipe.Get(RecipeKeys.TopK));
    }

    [Theory]
    [InlineData("stps=7", "did you mean steps?")]
    [InlineData("steps=x", "'steps' takes")]
    [InlineData("steps", "key=value")]
    public void Parse_BadSettings_AreRefused(string setting, string reason) => Assert.Contains(
        reason, Assert.Throws<TrainingException>(() => Recipe.Parse(Least, "r.yaml", setting)).Message, StringComparison.Ordinal);

    [Fact]
    public void FirstDifference_OfWhatDecidesNumbers_IsNamed()
    {
        var recipe = Recipe.Parse(Least, "r.yaml");

        Assert.Null(recipe.FirstDifference(Recipe.Parse(Least, "r.yaml", "steps=1000", "data=moved.jsonl", "keep=9")));
        Assert.Equal(("seed", "1", "2"), recipe.FirstDifference(Recipe.Parse(Least, "r.yaml", "seed=2")));
    }
}
