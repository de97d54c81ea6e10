using Rlar.Inference.Remote;

namespace Rlar.Inference.Tests.Remote;

public sealed class RemoteModelTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080/v1#small", "http://127.0.0.1:8080/v1#small", true)]
    [InlineData("http://127.1:8080/v1/#org/model-1.5B@main", "http://127.0.0.1:8080/v1#org/model-1.5B@main", true)]
    [InlineData("HTTP://[::1]:1/v1#qwen2.5:7b", "http://[::1]:1/v1#qwen2.5:7b", true)]
    [InlineData("http://LOCALHOST/v1#a_b+c", "http://localhost/v1#a_b+c", true)]
    [InlineData("http://127.255.0.9#x", "http://127.255.0.9#x", true)]
    [InlineData("https://api.example.com/v1#x", "https://api.example.com/v1#x", false)]
    [InlineData("http://localhost.example.com/v1#x", "http://localhost.example.com/v1#x", false)]
    [InlineData("http://127.0.0.1.example.com/v1#x", "http://127.0.0.1.example.com/v1#x", false)]
    [InlineData("http://loopback/v1#x", "http://localhost/v1#x", true)]
    [InlineData("http://0.0.0.0/v1#x", "http://0.0.0.0/v1#x", false)]
    [InlineData("http://10.0.0.1/v1#x", "http://10.0.0.1/v1#x", false)]
    [InlineData("http://[::2]/v1#x", "http://[::2]/v1#x", false)]
    public void Parse_Address_IsReadAndLoopbackIsKnown(string text, string written, bool isLoopback)
    {
        Assert.True(RemoteModel.IsAddress(text));
        var model = RemoteModel.Parse(text);
        Assert.Equal((written, isLoopback), (model.ToString(), model.IsLoopback));
    }

    [Theory]
    [InlineData("http://127.0.0.1/v1", "which model?")]
    [InlineData("http://127.0.0.1/v1#", "which model?")]
    [InlineData("http://127.0.0.1/v1#a b", "begins with a letter")]
    [InlineData("http://127.0.0.1/v1#a#b", "begins with a letter")]
    [InlineData("http://127.0.0.1/v1#/a", "begins with a letter")]
    [InlineData("http://127.0.0.1/v1#a\n", "begins with a letter")]
    [InlineData("http://127.0.0.1/v1#é", "begins with a letter")]
    [InlineData("http://127.0.0.1/v1?key=1#a", "ends before '?'")]
    [InlineData("http://#a", "no address")]
    [InlineData("http://127.0.0.1:99999/v1#a", "no address")]
    [InlineData("model.gguf", "no address")]
    public void Parse_SomethingElse_IsRefused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InferenceException>(() => RemoteModel.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Password_IsRefusedAndNotRepeated()
    {
        var message = Assert.Throws<InferenceException>(() => RemoteModel.Parse("http://me:hunter2@127.0.0.1/v1#a")).Message;
        Assert.Contains("no user or password", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }
}
