using Rlar.Host.Reporting;
using Rlar.Rewards;

namespace Rlar.Host.Tests.Reporting;

public sealed class ToolCardTextTests
{
    [Fact]
    public void Line_IdsOfAnyLength_KindsBeginInOneColumn()
    {
        ToolCard[] cards = [.. BuiltInTools.Registry.Definitions.Select(definition => definition.DefaultCard())];
        var width = cards.Max(card => card.Id.Length);
        Assert.All(cards, card => Assert.Matches($"^.{{{width}}} [a-z]", ToolCardText.Line(card, width)));
    }
}
