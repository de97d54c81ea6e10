using Rlar.Rewards.Verifiers.Code.Languages;

namespace Rlar.Rewards.Tests;

public sealed class ToolRegistryTests
{
    private static readonly Dictionary<string, string> s_none = [];

    [Fact]
    public void Create_EveryTool_HasACompleteCard()
    {
        foreach (var definition in BuiltInTools.Registry.Definitions)
        {
            var card = definition.Create(s_none).Card;
            var without = definition.DefaultCard();
            Assert.Equal(card.Requires.Select(requirement => requirement.Sentence), without.Requires.Select(requirement => requirement.Sentence));
            Assert.Equal(card, without with { Requires = card.Requires });
            Assert.Matches("^[0-9a-f]{12}$", card.Version);
            Assert.True(card.Description.Length > 40, card.Id);
            Assert.True(card.Range.Min < card.Range.Max, card.Id);
        }
    }

    /// <summary>The registry names the languages without reading their file.</summary>
    [Fact]
    public void Definitions_OfLanguages_AreThoseOfTheFile() => Assert.Equal(
        CodeLanguages.BuiltIn.Select(language => $"code/{language.Id}"),
        BuiltInTools.Registry.Definitions.Select(definition => definition.Draft.Id)
            .Where(id => id.StartsWith("code/", StringComparison.Ordinal) && id is not ("code/python" or "code/sql")));

    [Fact]
    public void OfLanguages_AnotherWayToRun_IsAnotherVersion()
    {
        string Version(string command) => Assert.Single(BuiltInTools.OfLanguages(
            System.Text.Encoding.UTF8.GetBytes($$"""{"languages":[{"id":"lua","names":["lua"],"file":"main.lua","run":["{{command}}","main.lua"]}]}"""), "own.json"))
            .Create(new Dictionary<string, string>()).Card.Version;
        Assert.Equal(Version("lua"), Version("lua"));
        Assert.NotEqual(Version("lua"), Version("luajit"));
    }

    [Fact]
    public void Version_FollowsWhatDecidesAVerdict()
    {
        var numeric = BuiltInTools.Registry.Definitions.Single(d => d.Draft.Id == "numeric-match");
        string Version(ToolDefinition definition, params (string, string)[] settings) => definition.Create(settings.ToDictionary(s => s.Item1, s => s.Item2)).Card.Version;
        Assert.Equal(Version(numeric), Version(numeric, ("relative", "0")));
        Assert.NotEqual(Version(numeric), Version(numeric, ("relative", "0.1")));
        Assert.NotEqual(Version(numeric), Version(numeric with { Revision = numeric.Revision + 1 }));
    }

    [Theory]
    [InlineData("numeric-match", "relativ", "0.1", "relative")]
    [InlineData("numeric-match", "relative", "-1", "between 0 and 1")]
    [InlineData("numeric-match", "percent", "maybe", "strict")]
    [InlineData("exact-match", "trim", "yes", "true")]
    public void Create_BadOption_NamesToolAndRemedy(string tool, string option, string value, string named)
    {
        var error = Assert.Throws<ToolException>(() => BuiltInTools.Registry.Create(tool, new Dictionary<string, string> { [option] = value }));
        Assert.Contains(tool, error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_UnknownTool_NamesNearOnes()
    {
        var error = Assert.Throws<ToolException>(() => BuiltInTools.Registry.Create("numeric", s_none));
        Assert.Contains("numeric-match", error.Message, StringComparison.Ordinal);
    }
}
