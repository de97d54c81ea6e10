namespace Rlar.Kernels.Ilgpu;

/// <summary>Runs kernel bodies: on an accelerator, or, in the tests, by interpreting the code that ILGPU makes of them for a GPU.</summary>
internal interface IKernelLauncher
{
    /// <summary>Starts a kernel; later launches and copies wait for it.</summary>
    /// <typeparam name="TJob">The kernel's one parameter: views and numbers.</typeparam>
    /// <param name="body">The kernel, a static method.</param>
    /// <param name="blocks">Blocks, at least 1.</param>
    /// <param name="threads">Threads of a block.</param>
    /// <param name="job">What it works on.</param>
    void Launch<TJob>(Action<TJob> body, int blocks, int threads, in TJob job)
        where TJob : struct;
}
