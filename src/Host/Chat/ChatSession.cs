using System.Text;
using Rlar.Inference;
using Rlar.Inference.Llama.Serving;

namespace Rlar.Host.Chat;

/// <summary>
/// Lines in, answers out. Where the answers go to a terminal they are written as they come; elsewhere each is one line, its line breaks as \n and its
/// backslashes doubled, so that a program knows where one ends.
/// </summary>
/// <param name="engine">The model.</param>
/// <param name="conversation">What was said.</param>
/// <param name="sampling">How answers are drawn; each has the next seed.</param>
internal sealed class ChatSession(LlamaEngine engine, Conversation conversation, SamplingOptions sampling)
{
    private const string Prompt = "> ";
    private readonly bool _isTyped = !System.Console.IsInputRedirected;
    private readonly bool _isRead = !System.Console.IsOutputRedirected;
    private bool _hasWarned;

    /// <summary>Goes on to the end of the input.</summary>
    /// <exception cref="InferenceException">A line cannot be answered; on a terminal that is said, and the next one is read.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var input = new StreamReader(StandardStreams.Input(cancellationToken), new UTF8Encoding(false));
        await using var output = new StreamWriter(StandardStreams.Output(), new UTF8Encoding(false)) { AutoFlush = true };
        for (var answer = 0; Next(input) is { } line; answer++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line.Length > 0)
                await AnswerAsync(line, sampling with { Seed = sampling.Seed + answer }, output, cancellationToken);
            else if (!_isTyped)
                await output.WriteLineAsync(); // a line for each line
        }

        if (_isTyped)
            await System.Console.Error.WriteLineAsync();
    }

    private string? Next(StreamReader input)
    {
        if (_isTyped)
            System.Console.Error.Write(Prompt);
        return input.ReadLine()?.TrimEnd();
    }

    private async Task AnswerAsync(string line, SamplingOptions its, StreamWriter output, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        using var key = new AnswerKey(_isTyped, cancellationToken);
        try
        {
            var prompt = conversation.Ask(line);
            Warn();
            await foreach (var piece in engine.StreamAsync(new GenerationRequest(prompt, its), key.Token))
            {
                _ = text.Append(piece);
                if (_isRead)
                    await output.WriteAsync(piece);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The answer was ended, and what there is of it stands.
        }
        catch (InferenceException error) when (_isTyped)
        {
            await System.Console.Error.WriteLineAsync($"rlar: {error.Message}");
        }

        conversation.Answer(text.ToString());
        await output.WriteLineAsync(_isRead ? "" : InOneLine(text.ToString()));
    }

    private void Warn()
    {
        if (_hasWarned || !conversation.HasForgotten)
            return;
        _hasWarned = true;
        System.Console.Error.WriteLine("rlar: the conversation is longer than --context: its first turns are left out from here on.");
    }

    private static string InOneLine(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
