namespace Rlar.Host.Tests;

/// <summary>The life of a drafted tool from the command line: written, gated, admitted, used, revoked.</summary>
public sealed class SynthTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public SynthTests() => _rlar.Write(
        "labelled.jsonl",
        """{"good":["a,b,c,d","one, two, three, four","x, y, z, and w"],"bad":["a,b","a,b,c,d,e","none","one, two, three"]}""");

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Synthesize_ThenScore_Revoke_GoesThroughTheLibrary()
    {
        var (code, output, error) = _rlar.Run(
            ["tools", "synthesize", "The answer has exactly three commas.", "--rows", "labelled.jsonl", "--library", "tools", "--name", "three-commas"]);
        Assert.True(code == 0, output + error);
        Assert.Contains("synth/three-commas passes the gate", output, StringComparison.Ordinal);

        _rlar.Write("rows.jsonl", """{"id":"r","prompt":"p","tool":"synth/three-commas","completions":["1,2,3,4","1,2"]}""");
        (code, output, error) = _rlar.Run(["score", "rows.jsonl", "-o", "scored.jsonl", "--library", "tools", "--ledger", "ledger.jsonl", "--quiet"]);
        Assert.True(code == 0, output + error);
        Assert.Contains("\"rewards\":[1,0]", Assert.Single(_rlar.Lines("scored.jsonl")), StringComparison.Ordinal);

        // A row that says what an answer must do goes to the tool that was written for it.
        _rlar.Write(
            "said.jsonl", """{"id":"s","prompt":"p","metadata":{"description":"The answer has exactly three commas."},"completions":["1,2,3,4","1,2"]}""");
        (code, output, error) = _rlar.Run(["score", "said.jsonl", "-o", "said-scored.jsonl", "--library", "tools", "--quiet"]);
        Assert.True(code == 0, output + error);
        Assert.Contains("\"rewards\":[1,0]", Assert.Single(_rlar.Lines("said-scored.jsonl")), StringComparison.Ordinal);

        (code, output, error) = _rlar.Run(["tools", "show", "synth/three-commas", "--library", "tools"]);
        Assert.True(code == 0, output + error);
        Assert.Contains("template-author", output, StringComparison.Ordinal);

        (code, output, error) = _rlar.Run(["tools", "revoke", "synth/three-commas", "--reason", "no more", "--library", "tools", "--ledger", "ledger.jsonl"]);
        Assert.True(code == 0, output + error);
        Assert.Equal(2, output.Trim().Split('\n').Length);
        Assert.Contains("query r, completion 1", output, StringComparison.Ordinal);
        Assert.Equal(2, _rlar.Run(["tools", "history", "--library", "tools"]).Output.Trim().Split('\n').Length);

        (code, _, error) = _rlar.Run(["score", "rows.jsonl", "-o", "again.jsonl", "--library", "tools", "--quiet"]);
        Assert.Equal(1, code);
        Assert.Contains("was revoked: no more", _rlar.Lines("again.jsonl")[0] + error, StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_OfADraftThatPaysForAnyComma_SaysWhichTextItPaidFor()
    {
        _rlar.Write(
            "draft.json",
            """{"name":"commas","description":"The answer has exactly three commas.","form":"template","content":{"template":"contains","slots":{"text":","}}}""");
        var (code, output, error) = _rlar.Run(["tools", "gate", "draft.json", "--rows", "labelled.jsonl", "--library", "tools"]);
        Assert.True(code == 1, output + error);
        Assert.Contains("is refused", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_rlar.PathOf("tools")));
    }
}
