using Rlar.Rewards.Verifiers.Matching;

namespace Rlar.Rewards.Tests;

public class ToolFamilyTests
{
    private static readonly ToolRegistry s_library = BuiltInTools.Registry.With(
    [
        new ToolFamily("judge", new(["small"]), model => model is "small" or "other"
            ? ExactMatch.Definition with
            {
                Draft = ExactMatch.Definition.Draft with { Id = $"judge/{model}" },
                Facts = [new ToolFact("model", () => $"hash of {model}")],
            }
            : throw new ToolException($"there is no model '{model}'")),
    ]);

    [Fact]
    public void Create_ModelsOfAFamily_HaveVersionsOfTheirOwn()
    {
        var one = s_library.Create("judge/small", new Dictionary<string, string>()).Card;
        var other = s_library.Create("judge/other", new Dictionary<string, string>()).Card;
        Assert.Equal(("judge/small", "judge/other"), (one.Id, other.Id));
        Assert.NotEqual(one.Version, other.Version);
    }

    [Theory]
    [InlineData("judge/nothing", "no model 'nothing'")]
    [InlineData("judge/", "judge needs a model")]
    [InlineData("judges/small", "no tool 'judges/small'")]
    public void Create_NoSuchModel_IsRefused(string id, string message) =>
        Assert.Contains(message, Assert.Throws<ToolException>(() => s_library.Create(id, new Dictionary<string, string>())).Message);

    [Fact]
    public void Create_FactGivenAsAnOption_IsRefused() =>
        Assert.Contains("no option", Assert.Throws<ToolException>(() => s_library.Create("judge/small", new Dictionary<string, string> { ["model"] = "x" })).Message);

    [Fact]
    public void Listed_HasTheModelsThatTheFamilyKnows() =>
        Assert.Equal(["judge/small"], s_library.Listed.Select(definition => definition.Draft.Id).Except(BuiltInTools.Registry.Definitions.Select(definition => definition.Draft.Id)));
}
