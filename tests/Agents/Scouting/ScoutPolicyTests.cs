using Rlar.Agents.Scouting;

namespace Rlar.Agents.Tests.Scouting;

public sealed class ScoutPolicyTests
{
    [Theory]
    [InlineData("MIT", true)]
    [InlineData("apache-2.0", true)]
    [InlineData("MIT OR GPL-3.0-only", true)]
    [InlineData("(MIT AND Apache-2.0)", true)]
    [InlineData("MIT AND GPL-3.0-only", false)]
    [InlineData("cc-by-nc-4.0", false)]
    [InlineData("other", false)]
    [InlineData(null, false)]
    public void WhyNot_Licence_IsHeldAgainstThePolicy(string? licence, bool accepted)
    {
        var why = new ScoutPolicy().WhyNot(Candidate(licence, 1, ModelSourceKind.Hub));
        Assert.Equal(accepted, why is null);
        Assert.Contains("licence", why ?? "licence", StringComparison.Ordinal);
    }

    [Fact]
    public void WhyNot_UnnamedOnDisk_IsAcceptedUnlessThePolicySaysOtherwise()
    {
        var candidate = Candidate(null, 1, ModelSourceKind.Folder);
        Assert.Null(new ScoutPolicy().WhyNot(candidate));
        Assert.NotNull(new ScoutPolicy { AcceptsUnnamedOnDisk = false }.WhyNot(candidate));
        Assert.Null(new ScoutPolicy { AcceptsUnnamedOnDisk = false, Licences = [ScoutPolicy.AnyLicence] }.WhyNot(candidate));
    }

    [Fact]
    public void WhyNot_Size_SaysBothNumbers()
    {
        var why = new ScoutPolicy { MostBytes = 1_000 }.WhyNot(Candidate("mit", 1_001, ModelSourceKind.Hub));
        Assert.Contains("1,001", why, StringComparison.Ordinal);
        Assert.Throws<ScoutException>(() => new ScoutPolicy { MostBytes = 0 });
    }

    private static ModelCandidate Candidate(string? licence, long bytes, ModelSourceKind source) =>
        new() { Name = "m", Source = source, Where = "m", Licence = licence, Bytes = bytes };
}
