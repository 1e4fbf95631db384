/** elkjs' own worker (elkjs/lib/elk-worker.min.js): the part of it that placer.js asks. */
declare module "elk-worker" {
  export class Worker {
    dispatcher: { saveDispatch(message: { data: object }): void };
    onmessage: (message: { data: { data?: object; error?: { message?: string } } }) => void;
  }
}
