using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Tests.Llama.Serving;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Chat;

public sealed class LlamaChatClientTests
{
    private const string SmolLM2 = "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private static readonly LlamaContextOptions One = new() { ContextTokens = 512, Threads = 1 };

    [Fact]
    public async Task GetResponse_Greedy_IsTheNativeEnginesOwn()
    {
        using var model = Engine.Load(SmolLM2);
        var prompt = model.Vocabulary.Tokenize("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n", true, SpecialTokens.Recognise);
        var expected = NativeGreedy.Generate(model, One, prompt, 24);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = One });
        using IChatClient client = new LlamaChatClient(engine);
        var response = await client.GetResponseAsync("What is the capital of France?", new ChatOptions { MaxOutputTokens = 24, Instructions = "Be brief." });
        Assert.Equal(expected, ((Generation)response.RawRepresentation!).Tokens);
        Assert.StartsWith("The capital of France is Paris.", response.Text, StringComparison.Ordinal);
        Assert.Equal(prompt.Length, response.Usage!.InputTokenCount);
        Assert.Equal(expected.Count, response.Usage.OutputTokenCount);
        Assert.Equal(prompt.Length + expected.Count, response.Usage.TotalTokenCount);
        Assert.Equal(expected.Count < 24 ? ChatFinishReason.Stop : ChatFinishReason.Length, response.FinishReason);
        Assert.Equal("SmolLM2-135M-Instruct.Q4_1", response.ModelId);
        TestContext.Current.SendDiagnosticMessage(response.Text);
    }

    [Fact]
    public async Task GetStreamingResponse_Parts_AreTheWholeAnswer()
    {
        using var model = Engine.Load(SmolLM2);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = One });
        using IChatClient client = new LlamaChatClient(engine);
        ChatMessage[] messages = [new(ChatRole.System, "Answer briefly."), new(ChatRole.User, "Name a colour.")];
        var options = new ChatOptions { MaxOutputTokens = 16, Temperature = 0.8f, Seed = 3, TopK = 20 };
        var whole = await client.GetResponseAsync(messages, options);
        var updates = await client.GetStreamingResponseAsync(messages, options).ToListAsync();
        Assert.True(updates.Count > 2);
        var joined = updates.ToChatResponse();
        Assert.Equal(whole.Text, joined.Text);
        Assert.Equal(whole.FinishReason, joined.FinishReason);
        Assert.Equal(whole.Usage!.OutputTokenCount, joined.Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task GetResponse_JsonFormat_IsJsonOfTheSchema()
    {
        using var model = Engine.Load(SmolLM2);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = One });
        using IChatClient client = new LlamaChatClient(engine);
        var schema = JsonDocument.Parse("""{"type":"object","properties":{"capital":{"type":"string","maxLength":20},"continent":{"enum":["Europe","Asia"]}},"required":["capital","continent"],"additionalProperties":false}""").RootElement;
        var response = await client.GetResponseAsync("What is the capital of France? Answer in JSON.", new ChatOptions { MaxOutputTokens = 60, ResponseFormat = ChatResponseFormat.ForJsonSchema(schema) });
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        var answer = JsonDocument.Parse(response.Text).RootElement;
        Assert.Equal("Paris", answer.GetProperty("capital").GetString());
        // The form is sure, the truth is not: SmolLM2-135M says Asia.
        Assert.Contains(answer.GetProperty("continent").GetString(), (string[])["Europe", "Asia"]);
        var cut = await client.GetResponseAsync("Answer in JSON.", new ChatOptions { MaxOutputTokens = 2, ResponseFormat = ChatResponseFormat.Json });
        Assert.Equal(ChatFinishReason.Length, cut.FinishReason);
        Assert.StartsWith("{", cut.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_WhatItCannotDo_IsRefused()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = One });
        Assert.Contains("Choose one of", Assert.Throws<InferenceException>(() => new LlamaChatClient(engine)).Message, StringComparison.Ordinal);
        using IChatClient client = new LlamaChatClient(engine, ChatTemplate.For(model, "vicuna"), new SamplingOptions { MaxTokens = 4 });
        async Task Refused(string message, ChatOptions options, params ChatMessage[] messages)
        {
            var error = await Assert.ThrowsAsync<InferenceException>(() => client.GetResponseAsync(messages.Length > 0 ? messages : [new(ChatRole.User, "Hi")], options));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }

        await Refused("tools", new ChatOptions { Tools = [AIFunctionFactory.CreateDeclaration("f", "", JsonDocument.Parse("{}").RootElement)] });
        await Refused("tools", new ChatOptions { ToolMode = ChatToolMode.RequireAny });
        await Refused("frequency penalty", new ChatOptions { FrequencyPenalty = 0.5f });
        await Refused("presence penalty", new ChatOptions { PresencePenalty = 0.5f });
        await Refused("the model 'gpt'", new ChatOptions { ModelId = "gpt" });
        await Refused("conversation id", new ChatOptions { ConversationId = "7" });
        await Refused("'mirostat'", new ChatOptions { AdditionalProperties = new() { ["mirostat"] = 1 } });
        await Refused("'min_p' that is no number", new ChatOptions { AdditionalProperties = new() { ["min_p"] = "x" } });
        await Refused("not valid GBNF", new ChatOptions { AdditionalProperties = new() { ["grammar"] = "root" } });
        await Refused("JSON schema cannot", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse("""{"not":{}}""").RootElement) });
        await Refused("the role 'developer'", new ChatOptions(), new ChatMessage(new ChatRole("developer"), "x"));
        await Refused("no place for turn 1 (Tool)", new ChatOptions(), new ChatMessage(ChatRole.User, "u"), new ChatMessage(ChatRole.Tool, "x"));
        await Refused("DataContent", new ChatOptions(), new ChatMessage(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.GetResponseAsync("Hi", new ChatOptions { Temperature = -1 }));
        var made = await client.GetResponseAsync("Hi", new ChatOptions { Temperature = 1, AdditionalProperties = new() { ["min_p"] = 0.05, ["repetition_penalty"] = 1.1f, ["grammar"] = "root ::= [a-z]+" }, StopSequences = ["zz"], ToolMode = ChatToolMode.None });
        Assert.All(made.Text, character => Assert.InRange(character, 'a', 'z'));
    }

    [Fact]
    public async Task GetService_WhatItIsMadeOf_IsThere()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = One });
        using IChatClient client = new LlamaChatClient(engine, ChatTemplate.For(model, "alpaca"));
        Assert.Equal("stories260K.f32", client.GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Same(engine, client.GetService<LlamaEngine>());
        Assert.Same(model, client.GetService<LlamaModel>());
        Assert.Equal("alpaca (chosen)", client.GetService<ChatTemplate>()!.Name);
        Assert.Null(client.GetService<string>());
        Assert.Null(client.GetService(typeof(LlamaEngine), "key"));
    }

    [Fact]
    public async Task GetStreamingResponse_ReaderThatStops_TakesTheRequestBack()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = One });
        using IChatClient client = new LlamaChatClient(engine, ChatTemplate.For(model, "vicuna"), new SamplingOptions { MaxTokens = 400 });
        await foreach (var update in client.GetStreamingResponseAsync("Hi"))
        {
            Assert.NotNull(update.Text);
            break;
        }

        // The context holds one sequence: this one runs because the other is gone.
        Assert.NotEmpty((await client.GetResponseAsync("Hi", new ChatOptions { MaxOutputTokens = 5 })).Text);
    }
}
