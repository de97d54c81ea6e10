using System.Runtime.ExceptionServices;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>
/// A stack that is as deep as a text is long. Many of the engine's pre-tokenizers are regular expressions of the C++ library, which recurse once a
/// character: a run of 24,000 letters overflowed 8 MB, and that ends the process with all that it was about to write.
/// </summary>
internal static class TextStack
{
    /// <summary>The longest text in bytes of UTF-8: beyond it a stack would not fit what the system gives a thread.</summary>
    internal const int MaxBytes = 1 << 20;

    // 354 bytes a character were measured on libstdc++; other builds may take more.
    private const int BytesOfStack = 1 << 10;
    private const int Base = 1 << 20;

    // A thread of the pool has 1.5 MB.
    private const int FitsAnyThread = 1 << 10;

    /// <summary>Runs a function over a text, on a thread of its own where the text is long.</summary>
    /// <param name="bytes">The length of the text in bytes of UTF-8, up to <see cref="MaxBytes"/>.</param>
    /// <param name="function">What recurses.</param>
    internal static int Run(int bytes, Func<int> function)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, MaxBytes);
        if (bytes <= FitsAnyThread)
            return function();
        var result = 0;
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = function();
                }
                catch (Exception thrown) when (thrown is not OutOfMemoryException)
                {
                    error = ExceptionDispatchInfo.Capture(thrown);
                }
            },
            Base + (bytes * BytesOfStack))
        {
            IsBackground = true,
            Name = "rlar tokenizer",
        };
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;
    }
}
