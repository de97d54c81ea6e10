namespace Rlar.Host.Tests;

/// <summary>Commands of the library that are given what is not there: each says so, and ends with 2.</summary>
public sealed class LibraryUsageTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Theory]
    [InlineData("--library nowhere: there is no such folder", "tools", "history", "--library", "nowhere")]
    [InlineData("--library nowhere: there is no such folder", "tools", "revoke", "synth/x", "--reason", "why", "--library", "nowhere")]
    [InlineData("--folder nowhere: there is no such folder", "tools", "scout", "polite answers", "--folder", "nowhere")]
    [InlineData("--labels nope: no row of rows.jsonl has that column", "evolve", "rows.jsonl", "--library", "tools", "--labels", "nope")]
    public void Command_WhatIsNotThere_IsSaid(string said, params string[] line)
    {
        _rlar.Write("rows.jsonl", """{"id":"r","prompt":"p","completions":["x","y"]}""");
        var (code, _, error) = _rlar.Run(line);
        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }
}
