namespace Rlar.Abstractions.Tests;

public sealed class ToolOptionTests
{
    private static readonly ToolDefinition s_definition = new(
        new ToolCard { Id = "fake", Kind = ToolKind.Verifier, Description = "None." }, Revision: 1, [], (card, _) => new AnyTool(card));

    private static readonly ToolOption<int> s_size = ToolOption.Integer("size", 3, "A size.", min: 1);
    private static readonly ToolOption<string> s_shape =
        ToolOption.Choice("shape", "flat", "A shape.", "flat", "round") with { Brings = shape => shape == "round" ? [s_size] : [] };

    [Fact]
    public void Get_OptionThatIsNotDeclared_Throws()
    {
        var undeclared = s_definition with { Options = [s_size] };
        Assert.Contains("does not declare", Assert.Throws<InvalidOperationException>(() => undeclared.Read(new Dictionary<string, string>()).Get(s_shape)).Message);

        // Another option of the same name is not the one that was declared.
        var twin = ToolOption.Integer("size", 3, "A size.", min: 1);
        Assert.Throws<InvalidOperationException>(() => undeclared.Read(new Dictionary<string, string>()).Get(twin));
    }

    [Fact]
    public void Read_OptionThatAnotherBrings_IsThereWithItAlone()
    {
        var definition = s_definition with { Options = [s_shape] };
        Assert.Equal(4, definition.Read(new Dictionary<string, string> { ["shape"] = "round", ["size"] = "4" }).Get(s_size));
        var error = Assert.Throws<ToolException>(() => definition.Read(new Dictionary<string, string> { ["size"] = "4" }));
        Assert.Equal("Tool fake has no option 'size'; it has shape, thinking.", error.Message);
    }

    [Fact]
    public void Create_FactOfAnOption_DecidesTheVersion()
    {
        string VersionWith(string content)
        {
            var file = new ToolOption<string>("file", "x", "a file", "A file.", (_, _) => content) { Fact = ("file-text", text => text) };
            var definition = new ToolDefinition(s_definition.Draft, 1, [file], (card, _) => new AnyTool(card));
            return definition.Create(new Dictionary<string, string>()).Card.Version;
        }

        Assert.NotEqual(VersionWith("one"), VersionWith("other"));
    }

    private sealed class AnyTool(ToolCard card) : CompletionTool(card)
    {
        protected override RewardOutcome Score(Query query, Completion completion) => new RewardOutcome.Scored(0);
    }
}
