using Rlar.Scoring.Ledger;
using Rlar.Scoring.Rows;
using Rlar.Server.Service;
using Rlar.Tests;

namespace Rlar.Server.Tests.Service;

public sealed class LedgerLogTests
{
    [Fact]
    public async Task Append_AfterAKill_GoesOnBehindTheLastWholeLine()
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("said.ledger");
        await ScoreAsync(path, "a", "b");
        var whole = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(2, whole.Count(letter => letter == '\n'));
        await File.AppendAllTextAsync(path, whole[..20], TestContext.Current.CancellationToken); // what a kill may leave
        await ScoreAsync(path, "c");
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith(whole, string.Join('\n', lines), StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Contains("\"tool\":\"free\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Open_FileOfAnotherKind_IsLeftAsItIs()
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("notes.txt");
        File.WriteAllText(path, "mine\n");
        Assert.Throws<OutputException>(() => new LedgerLog(path, TimeProvider.System));
        Assert.Equal("mine\n", File.ReadAllText(path));
    }

    private static async Task ScoreAsync(string path, params string[] completions)
    {
        var tool = new GateTool("free");
        tool.Open();
        using var ledger = new LedgerLog(path, TimeProvider.System);
        using var service = new RewardService(new ByName(tool), new RewardServiceOptions { Ledger = ledger });
        foreach (var completion in completions)
            await service.ScoreAsync(new ScoreRequest(ByName.Group("free", completion), "test"), TestContext.Current.CancellationToken);
        Assert.Null(ledger.Failure);
    }
}
