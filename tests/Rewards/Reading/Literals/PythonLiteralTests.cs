using System.Text.Encodings.Web;
using System.Text.Json;
using Rlar.Rewards.Reading.Literals;
using Rlar.Rewards.Verifiers.ToolCalls;

namespace Rlar.Rewards.Tests.Reading.Literals;

public sealed class PythonLiteralTests
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The expected values are what Python 3's ast.literal_eval gives, as json.dumps writes them.
    [Theory]
    [InlineData("[0x10, 0X1f, 0b101, 0o17, 1_000]", "[16,31,5,15,1000]")]
    [InlineData("['a' 'b', \"c\"\n'd']", "[\"ab\",\"cd\"]")]
    [InlineData("{'a' 'b': 'c' \"d\"}", "{\"ab\":\"cd\"}")]
    [InlineData("['\\101\\60', '\\0b', '\\q', '\\x41']", "[\"A0\",\"\\u0000b\",\"\\\\q\",\"A\"]")]
    [InlineData("['a\\\nb', r'\\n', u'x']", "[\"ab\",\"\\\\n\",\"x\"]")]
    [InlineData("['''a\nb''']", "[\"a\\nb\"]")]
    [InlineData("[(1), (1,), ()]", "[1,[1],[]]")]
    [InlineData("[.5, 1., 1e3, -2]", "[0.5,1,1000,-2]")]
    [InlineData("['a\nb']", null)]
    [InlineData("['\\x4']", null)]
    [InlineData("[0b102]", null)]
    [InlineData("[0o8]", null)]
    [InlineData("[0x]", null)]
    [InlineData("['a' b]", null)]
    public void PythonsNotation_IsReadAsPythonDoesByBothUsers(string text, string? expected)
    {
        Assert.Equal(expected, JsonOrPython.Read(text) is { } value ? JsonSerializer.Serialize(value, s_plain) : null);
        var argument = PythonCalls.Read($"f(a={text})").Calls?[0].Arguments.TryGet("a");
        Assert.True(expected is null ? argument is null : LiteralEquality.Json.Equals(JsonLiterals.Read(expected).Value, Lists(argument!)));
    }

    [Fact]
    public void JsonOrPython_Mixtures_AreReadAsDataSetsWriteThem()
    {
        Assert.Equal("[true,null,false]", JsonOrPython.Read("[true, None, False]")?.GetRawText());
        Assert.Equal("2", JsonOrPython.Read("{'a': 1, 'a': 2}")?.GetProperty("a").GetRawText());
        Assert.Null(JsonOrPython.Read("[nothing]"));
        Assert.Null(JsonOrPython.Read("['\\ud800']"));
        Assert.NotNull(JsonOrPython.Read(new string('[', 64) + "None" + new string(']', 64)));
        Assert.Null(JsonOrPython.Read(new string('[', 65) + "None" + new string(']', 65)));
    }

    // A tuple and a list are the same in JSON.
    private static Literal Lists(Literal value) => value.Kind is LiteralKind.List or LiteralKind.Tuple ? Literal.Of([.. value.Items.Select(Lists)]) : value;
}
