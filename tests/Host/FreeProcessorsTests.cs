using Rlar.Host.Models;

namespace Rlar.Host.Tests;

/// <summary>How many threads one text is written with where nobody says.</summary>
public sealed class FreeProcessorsTests
{
    [Theory]
    [InlineData(0.0, 8)]
    [InlineData(0.49, 8)]
    [InlineData(0.6, 1)]
    [InlineData(30.0, 1)]
    [InlineData(null, 1)]
    public void Of_Load_IsOneWhereAnythingElseComputes(double? load, int expected) => Assert.Equal(expected, FreeProcessors.Of(load, 8));
}
